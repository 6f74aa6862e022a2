// What a reader's answers need: playbooks to answer, and the page "My work".

import { offerAnswers } from "./answering/answering.js";
import { showMyWork } from "./my-work/my-work.js";

function start() {
  offerAnswers(document);
  showMyWork(document);
}

if (globalThis.document$) {
  globalThis.document$.subscribe(start);
} else {
  start();
}
