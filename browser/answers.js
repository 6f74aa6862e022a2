// What a reader's answers need: playbooks to answer, and the page "My work".

import { offerAnswers } from "./answering/answering.js";
import { gatherGate } from "./gate/gate.js";
import { showMyWork } from "./my-work/my-work.js";
import { compareVendors } from "./vendors/vendors.js";

function start() {
  offerAnswers(document);
  showMyWork(document);
  gatherGate(document);
  compareVendors(document);
}

if (globalThis.document$) {
  globalThis.document$.subscribe(start);
} else {
  start();
}
