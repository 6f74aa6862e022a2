// Everything that the pages' own script does. Each component can be started again on the same page,
// since instant navigation swaps pages under it; without JavaScript every page is complete.

import { changeSchemeByKeys, nameLandmarks, openMenuByKeys } from "./base/mends.js";
import { offerCopies } from "./copy/copy.js";
import { planKickoff } from "./kickoff/kickoff.js";
import { showOverdue } from "./review-due/review-due.js";

function start() {
  nameLandmarks(document);
  changeSchemeByKeys(document);
  openMenuByKeys(document);
  showOverdue(document, new Date());
  offerCopies(document);
  planKickoff(document);
}

if (globalThis.document$) {
  globalThis.document$.subscribe(start);
} else {
  start();
}
