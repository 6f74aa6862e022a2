// What every page needs at once. Each component can be started again on the same page, since instant
// navigation swaps pages under it; without JavaScript every page is complete. What waits until it is
// asked for stands in answers.js, tools.js and search.js (see base/parts.js).

import { awaitAnswers } from "./answering/begin.js";
import { changeSchemeByKeys, nameLandmarks, openMenuByKeys } from "./base/mends.js";
import { bringParts } from "./base/parts.js";
import { offerAnswers } from "./answering/answering.js";
import { changeSchemeByKeys, nameLevels, openMenuByKeys } from "./base/mends.js";
import { offerCopies } from "./copy/copy.js";
import { findQuestions } from "./find/find.js";
import { gatherGate } from "./gate/gate.js";
import { planKickoff } from "./kickoff/kickoff.js";
import { showMyWork } from "./my-work/my-work.js";
import { offerNewIssue } from "./new-issue/new-issue.js";
import { offerLinks } from "./playbook/link.js";
import { foldItems } from "./playbook/unfold.js";
import { preparePrint } from "./print/print.js";
import { followMove } from "./redirect/redirect.js";
import { showOverdue } from "./review-due/review-due.js";
import { offerSearch } from "./search/search.js";
import { compareVendors } from "./vendors/vendors.js";

function start() {
  followMove(document, location);
  nameLevels(document);
  changeSchemeByKeys(document);
  openMenuByKeys(document);
  showOverdue(document, new Date());
  foldItems(document);
  offerCopies(document);
  offerLinks(document);
  offerSearch(document);
  compareVendors(document);
  gatherGate(document);
  preparePrint(window);
  awaitAnswers(document);
  bringParts(document);
}

if (globalThis.document$) {
  globalThis.document$.subscribe(start);
} else {
  start();
}
