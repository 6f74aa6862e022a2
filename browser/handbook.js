// What every page needs at once. Each component can be started again on the same page, since instant
// navigation swaps pages under it; without JavaScript every page is complete. What waits until it is
// asked for stands in answers.js, tools.js and search.js (see base/parts.js).

import { awaitAnswers } from "./answering/begin.js";
import { layOutFarParts } from "./base/lay-out.js";
import { nameLevels, openMenuByKeys } from "./base/mends.js";
import { bringParts } from "./base/parts.js";
import { offerSchemes } from "./base/scheme.js";
import { offerCopies } from "./copy/copy.js";
import { offerLinks } from "./playbook/link.js";
import { foldItems } from "./playbook/unfold.js";
import { preparePrint } from "./print/print.js";
import { followMove } from "./redirect/redirect.js";
import { showOverdue } from "./review-due/review-due.js";
import { offerSearch } from "./search/search.js";

function start() {
  followMove(document, location);
  layOutFarParts(document);
  awaitAnswers(document);
  bringParts(document);
  nameLevels(document);
  offerSchemes(document);
  openMenuByKeys(document);
  foldItems(document);
  offerSearch(document);
  setTimeout(startRest); // a task of its own, so that no key or click waits for both
}

function startRest() {
  showOverdue(document, new Date());
  offerCopies(document);
  offerLinks(document);
  preparePrint(window);
}

if (globalThis.document$) {
  globalThis.document$.subscribe(start);
} else {
  start();
}
