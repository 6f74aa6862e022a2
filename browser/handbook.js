// Everything that the pages' own script does. Each component can be started again on the same page,
// since instant navigation swaps pages under it; without JavaScript every page is complete.

import { offerCopies } from "./copy/copy.js";
import { planKickoff } from "./kickoff/kickoff.js";
import { followMove } from "./redirect/redirect.js";
import { offerNewIssue } from "./new-issue/new-issue.js";
import { showOverdue } from "./review-due/review-due.js";

function start() {
  followMove(document, location);
  showOverdue(document, new Date());
  offerCopies(document);
  planKickoff(document);
  offerNewIssue(document);
}

if (globalThis.document$) {
  globalThis.document$.subscribe(start);
} else {
  start();
}
