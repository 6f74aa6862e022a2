// Everything that the pages' own script does. Each component can be started again on the same page,
// since instant navigation swaps pages under it; without JavaScript every page is complete.

import { offerCopies } from "./copy/copy.js";
import { planKickoff } from "./kickoff/kickoff.js";
import { offerLinks } from "./playbook/link.js";
import { foldItems } from "./playbook/unfold.js";
import { showOverdue } from "./review-due/review-due.js";

function start() {
  showOverdue(document, new Date());
  foldItems(document);
  offerCopies(document);
  offerLinks(document);
  planKickoff(document);
}

if (globalThis.document$) {
  globalThis.document$.subscribe(start);
} else {
  start();
}
