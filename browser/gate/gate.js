// A gate as this browser's answers leave it: what is kept of each line beside it, and "Where this
// gate stands" with its verdict, those of the phase's playbooks, and its decision record.

import { applied } from "../answering/applied.js";
import { VERDICTS } from "../answering/verdict.js";
import { pageStore } from "../answers/store.js";
import { make } from "../my-work/elements.js";
import { recording } from "../record/recording.js";
import { evaluate } from "../verdicts/verdicts.js";
import { askedOf } from "./asked.js";
import { against, gateOf, gateRecord, RULES, stateOf } from "./standing.js";

const OPEN =
  "Otherwise it is open. An item that does not apply is left out if a reason and somebody who agreed are named. The rule is editorial judgement, not calibrated on outcomes.";
const FROM = "Gathered from the answers kept in this browser alone.";
const NOTHING = "Nothing is answered yet. Answer an item on its playbook and come back.";

/** Gathers what is kept for the gate of a phase's page, once. */
export function gatherGate(document) {
  const root = document.querySelector("section.hb-gate-mine");
  if (!root?.hidden) return;
  const gate = JSON.parse(document.querySelector(".hb-gate-data").textContent);
  const { handbook: handbook_version } = root.dataset;
  const store = pageStore();
  const pages = gate.playbooks.map((data) => {
    const page = askedOf(data, handbook_version);
    return { ...page, address: new URL(page.address, location.href).href };
  });
  const gathered = () =>
    new Map(
      pages.map((page) => {
        const { sheet } = store.get(page.playbook);
        const answers = applied(page.entries, sheet);
        const found = page.rules && evaluate(page.rules, answers);
        return [page.playbook, { page, sheet, answers, found }];
      }),
    );

  const address = location.href.replace(/[?#].*$/s, "");
  const record = recording(document, {
    playbook: `gate-${gate.phase}`,
    record: ({ gathered: now, found }, decided) =>
      gateRecord(gate, now, found, { decided, address, handbook_version }),
  }, store);
  const badge = make(document, "span", {});
  const body = make(document, "div", {});
  root.replaceChildren(
    make(document, "h2", { id: "where-it-stands" }, "Where this gate stands ", badge),
    body,
    make(document, "div", { className: "hb-mine-tools" }, record.opener),
    record.box,
  );
  const places = [...document.querySelectorAll("[data-line]")];

  const show = () => {
    const now = gathered();
    const found = gateOf(gate, now);
    badge.className = `hb-badge hb-badge--${found.verdict}`;
    badge.textContent = VERDICTS[found.verdict];
    const { ok, reason } = store.list();
    body.replaceChildren(...(ok ? [] : [make(document, "p", {}, reason)]), ...standing(document, gate, now, found));
    const states = new Map(found.lines.map((line) => [line.id, stateOf(line)]));
    for (const place of places) {
      const { line } = place.dataset;
      place.textContent = states.get(line);
      place.classList.toggle("hb-state--seen", found.causes.includes(line));
    }
    record.show({ gathered: now, found });
  };
  for (const page of pages) if (page.aliases.size) store.open(page);
  const stop = store.subscribe(() => (root.isConnected ? show() : stop()));
  root.hidden = false;
  show();
}

function standing(document, gate, pages, found) {
  const p = (...inside) => make(document, "p", {}, ...inside);
  if ([...pages.values()].every(({ answers }) => answers.size === 0)) return [p(NOTHING)];
  const counts = `${found.answered} of ${found.items} answered, ${found.evidenced} with evidence named.`;
  const rules = RULES.map(({ verdict, when }) => `${VERDICTS[verdict]} if ${when}.`).join(" ");
  return [
    ...against(found, gate.own.map((id) => ({ title: pages.get(id).page.title, verdict: pages.get(id).found?.verdict }))).map(
      (told) => p(make(document, "strong", {}, told)),
    ),
    p(`The gate’s own items: ${counts}`, ...(found.rule === null ? [] : [` ${RULES[found.rule].title}.`])),
    table(
      document,
      ["Playbook", "Verdict", "Answered"],
      gate.own.map((id) => {
        const { page, answers, found: its } = pages.get(id);
        const answered = its?.answered ?? answers.size;
        const asked = its?.items ?? page.entries.length;
        const title = make(document, "a", { href: page.address }, page.title);
        return [title, its ? badgeOf(document, its.verdict) : "no verdict", `${answered} of ${asked}`];
      }),
    ),
    make(document, "p", { className: "hb-note" }, `${rules} ${OPEN} ${FROM}`),
  ];
}

function badgeOf(document, verdict) {
  return make(document, "span", { className: `hb-badge hb-badge--${verdict}` }, VERDICTS[verdict]);
}

function table(document, heads, rows) {
  const row = (name, more, cells) =>
    make(document, "tr", {}, ...cells.map((cell) => make(document, name, more, cell)));
  return make(
    document,
    "table",
    { className: "hb-table hb-gate-table" },
    make(document, "thead", {}, row("th", { scope: "col" }, heads)),
    make(document, "tbody", {}, ...rows.map((cells) => row("td", {}, cells))),
  );
}
