// What every page needs at once. Each component can be started again on the same page, since instant
// navigation swaps pages under it; without JavaScript every page is complete. What waits until it is
// asked for stands in answers.js, tools.js and search.js (see base/parts.js).

import { awaitAnswers } from "./answering/begin.js";
import { arrive } from "./base/arrive.js";
import { layOutFarParts } from "./base/lay-out.js";
import { nameLevels, openMenuByKeys } from "./base/mends.js";
import { bringParts } from "./base/parts.js";
import { keepPlaces } from "./base/places.js";
import { offerSchemes } from "./base/scheme.js";
import { nameSheets } from "./base/sheets.js";
import { offerCopies } from "./copy/copy.js";
import { offerLinks } from "./playbook/link.js";
import { foldItems } from "./playbook/unfold.js";
import { preparePrint } from "./print/print.js";
import { followMove } from "./redirect/redirect.js";
import { showOverdue } from "./review-due/review-due.js";
import { offerSearch } from "./search/search.js";

const AT_ONCE = [
  () => followMove(document, location),
  keepPlaces,
  arrive,
  layOutFarParts,
  awaitAnswers,
  bringParts,
  offerSearch,
];

/** Each in a task of its own, so that no key or click waits for all of them. */
const SOON = [
  nameSheets,
  offerSchemes,
  openMenuByKeys,
  foldItems,
  offerCopies,
  offerLinks,
  nameLevels,
  () => showOverdue(document, new Date()),
  () => preparePrint(window),
];

function start() {
  for (const step of AT_ONCE) step(document);
  for (const step of SOON) setTimeout(step, 0, document);
}

if (globalThis.document$) {
  globalThis.document$.subscribe(start);
} else {
  start();
}
