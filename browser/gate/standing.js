// Where a gate stands, from what this browser keeps of its playbooks. Pure.
//
//   gate    what the page carries (generator/page_data.py)
//   pages   Map by playbook id of { page, sheet, answers, found }, as gate.js gathers them

import { choicesOf } from "../answers/changes.js";
import { recordOf } from "../record/record.js";
import { hopeful } from "../verdicts/tree.js";
import { UNANSWERED } from "./unanswered.js";

/** How a gate's verdict comes from its lists, in order; the page says the same in words. */
export const RULES = [
  {
    verdict: "stop",
    title: "A stop sign of this gate is seen",
    when: "one of the gate’s stop signs is answered “seen”",
    advice: "Nothing goes on until it is cured.",
  },
  {
    verdict: "go",
    title: "Every must is at its best and no stop sign is seen or unsure",
    when: "every item of “What must be true” is answered at its best, a knock-out with its evidence named, a question of a decision tree so that a go can still be reached, and every stop sign is answered “not seen”",
    advice: "Decide, and name who decided and when.",
  },
];

/** The gate: { lines, verdict, rule, causes, counts, playbooks }. */
export function gateOf(gate, pages) {
  const lines = [
    ...gate.must.map((address) => lineOf(address, "must", pages)),
    ...gate.stops.map((address) => lineOf(address, "stop", pages)),
  ];
  const seen = lines.filter(({ part, given, scale }) => part === "stop" && !given.not_applicable && given.answer === scale[0]);
  const settled = lines.length > 0 && lines.every(isSettled);
  const rule = seen.length ? 0 : settled ? 1 : null;
  const aside = lines.filter(isAside);
  const answered = lines.filter(({ given, scale }) => !given.not_applicable && scale.includes(given.answer));
  const evidenced = answered.filter(({ given }) => given.evidence?.trim());
  return {
    lines,
    verdict: rule === null ? "open" : RULES[rule].verdict,
    rule,
    causes: seen.map(({ id }) => id),
    items: lines.length,
    answered: answered.length,
    evidenced: evidenced.length,
    claimed: answered.length - evidenced.length,
    not_applicable: aside.length,
    unanswered: lines.length - answered.length - aside.length,
  };
}

function lineOf(address, part, pages) {
  const [playbook, item] = address.split("#");
  const { page, answers } = pages.get(playbook);
  const entry = page.entries.find(({ id }) => id === item);
  return {
    ...entry,
    id: address,
    part,
    scale: choicesOf(entry, page),
    bests: page.rules?.leads ? hopeful(page.rules, item) : page.scale.slice(-1),
    knockout: page.rules?.items.find(({ id }) => id === item)?.knockout ?? false,
    address: `${page.address}#${item}`,
    given: answers.get(item) ?? {},
  };
}

/** What is kept of a line, in a few words. */
export function stateOf({ given, scale, knockout }) {
  const { answer, not_applicable: aside, evidence, owner, due } = given;
  if (aside) {
    const left = `not applicable: ${aside.reason || "no reason given"}`;
    return isAside({ given }) ? left : `${left}; unanswered until a reason and who agreed are named`;
  }
  if (!answer) return UNANSWERED;
  if (!scale.includes(answer)) return `“${answer}” is no choice here: unanswered`;
  const whose = [owner, due].filter(Boolean).join(", ");
  const shown = evidence?.trim() ? "evidence named" : `no evidence named${knockout ? ": a knock-out needs it" : ""}`;
  return `${whose ? `${answer} (${whose})` : answer}, ${shown}`;
}

// Whatever a gate names weighs as much as a must: to set it aside takes a reason and somebody.
function isAside({ given: { not_applicable: aside } }) {
  return Boolean(aside?.reason.trim() && aside.approver.trim());
}

function isSettled(line) {
  const { given, bests, knockout } = line;
  if (given.not_applicable) return isAside(line);
  return bests.includes(given.answer) && (!knockout || Boolean(given.evidence?.trim()));
}

/** The gate's decision record, in the shape of a playbook's, with the verdicts it gathers. */
export function gateRecord(gate, pages, found, { decided, address, handbook_version }) {
  const page = {
    playbook: `gate-${gate.phase}`,
    version: handbook_version,
    handbook_version,
    title: `The gate of ${gate.title}`,
    address,
    question: gate.question,
    decider: gate.decider,
    entries: found.lines,
    items: new Map(),
    parameters: [],
    rules: { scale: [], rows: RULES },
  };
  const answers = new Map(
    found.lines.map((line) => {
      const { id, given } = line;
      return [id, isAside(line) ? given : { ...given, not_applicable: null }];
    }),
  );
  const record = recordOf(page, { answers: new Map(), parameters: new Map() }, answers, found, decided);
  const loose = found.lines.filter(({ given, bests }) => {
    const below = !given.not_applicable && given.answer && !bests.includes(given.answer);
    return below && !(given.owner?.trim() && given.due);
  });
  if (loose.length) record.warnings.push(unowned(loose.map(({ id }) => id)));
  const gathered = gate.own.map((id) => gatheredOf(pages.get(id), decided));
  record.warnings.push(...against(found, gathered));
  for (const { title, warnings } of gathered) {
    record.warnings.push(...warnings.map((told) => `${title}: ${told}`));
  }
  return { ...record, gate: gate.phase, gathered };
}

/** What the playbooks of a phase say against a gate that says go; its lists take in only some items. */
export function against({ verdict }, gathered) {
  return gathered
    .filter((one) => verdict === "go" && ["fix", "stop"].includes(one.verdict))
    .map(({ title, verdict: its }) => `The gate’s lists say go, but a playbook of its phase says ${its}: ${title}`);
}

function unowned(ids) {
  return `A fix without owner and date is not a fix. Both are missing, or one, for: ${ids.join(", ")}.`;
}

function gatheredOf({ page, sheet, answers, found }, decided) {
  const { playbook, playbook_version, title, verdict, rule, counts, warnings } = recordOf(
    { ...page, question: "", decider: "" },
    sheet,
    answers,
    found,
    decided,
  );
  return {
    playbook,
    version: playbook_version,
    title,
    verdict,
    rule: rule?.title ?? null,
    counts,
    warnings: verdict === "fix" ? warnings : [],
  };
}
