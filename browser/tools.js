// What single pages or boxes need: finding questions, planning a kickoff, opening an issue.

import { findQuestions } from "./find/find.js";
import { planKickoff } from "./kickoff/kickoff.js";
import { offerNewIssue } from "./new-issue/new-issue.js";

function start() {
  findQuestions(document);
  planKickoff(document);
  offerNewIssue(document);
}

if (globalThis.document$) {
  globalThis.document$.subscribe(start);
} else {
  start();
}
