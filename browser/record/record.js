// A decision record from a sheet and its verdict: data first, which generator/browser_files.py
// describes, then Markdown in the shape of MADR (https://adr.github.io/madr/). Pure.

import { choicesOf, goneOf } from "../answers/changes.js";
import { dayOf } from "../base/day.js";
import { ESCAPES } from "../segments/join.js";
import { named } from "../verdicts/named.js";
import { isSetAside } from "../verdicts/verdicts.js";

export const FORMAT = "decision-handbook-record";
const JUDGEMENT = "The rules are editorial judgement, not calibrated on outcomes.";
const md = ESCAPES.markdown;

/**
 * The record. `page` is what answering/page.js reads, `answers` a Map by item id with what does not
 * apply set aside, `found` the verdict or null, `decided` { by, on, statement }; on `today`, a day as
 * in 2026-11-20, waivers count as run out unless the day of the decision is given.
 */
export function recordOf(page, sheet, answers, found, decided, today = dayOf(new Date())) {
  const rule = found && found.rule !== null ? ruleOf(page.rules.rows[found.rule]) : null;
  const tree = Boolean(page.rules?.leads);
  const asked = tree ? page.entries.filter(({ id }) => isOnTheWay(found, id)) : page.entries;
  const facts = new Map((page.rules?.items ?? []).map((one) => [one.id, one]));
  const changed = [];
  const strange = [];
  const items = asked.map((entry) => {
    const { id, text, strength, fingerprint } = entry;
    const given = answers.get(id) ?? {};
    const answer = choicesOf(entry, page).includes(given.answer) ? given.answer : null;
    if (given.answer && !answer) strange.push(id);
    const aside = given.not_applicable ?? null;
    const judged = given.fingerprint || fingerprint;
    if (judged !== fingerprint) changed.push(id);
    return {
      item: id,
      text,
      strength,
      fingerprint: judged,
      answer: aside ? null : answer,
      not_applicable: aside && isSetAside(facts.get(id) ?? { strength }, aside) ? aside : null,
      waiver: given.waiver ?? null,
      owner: (given.owner ?? "").trim(),
      due: given.due ?? null,
      evidence: given.evidence ?? "",
      note: given.note ?? "",
    };
  });
  const best = page.rules?.scale?.at(-1);
  const bests = new Map(asked.map(({ id, bests: own, scale }) => [id, own ?? [best ?? scale?.at(-1)]]));
  const claimed = items.filter(
    ({ item, answer, evidence }) => facts.get(item)?.knockout && answer && !named(evidence),
  );
  const open = items.filter((one) => {
    if (tree) return isLast(found, one.item);
    const atBest = bests.get(one.item).includes(one.answer) && !claimed.includes(one);
    return !one.not_applicable && !atBest;
  });
  const causes = new Set(found?.causes);
  return {
    format: FORMAT,
    format_version: 1,
    playbook: page.playbook,
    playbook_version: page.version,
    handbook_version: page.handbook_version,
    title: page.title,
    address: page.address,
    question: page.question,
    decider: page.decider,
    decided,
    verdict: found?.verdict ?? null,
    rule,
    counts: found && countsOf(found),
    causes: [...causes],
    warnings: [
      ...warningsOf(found, { open, causes, claimed, changed }),
      ...lostOf(strange, goneOf(page, sheet)),
      ...waiversOf(items, decided.on || today),
    ],
    parameters: page.parameters
      .map(({ id, label }) => ({ id, label, text: sheet.parameters.get(id) ?? "" }))
      .filter(({ text }) => text),
    open: open.map(({ item }) => item),
    items,
  };
}

function isOnTheWay({ causes, undecided }, id) {
  return causes.includes(id) || undecided.includes(id);
}

/** Whether a tree stops at an item, or led from it to the fix that somebody must now see to. */
function isLast({ verdict, causes, undecided }, id) {
  return undecided.includes(id) || (verdict === "fix" && id === causes.at(-1));
}

function ruleOf({ title, when, advice }) {
  return { title, when, advice };
}

function countsOf({ items, answered, evidenced, claimed, not_applicable, unanswered }) {
  return { items, answered, evidenced, claimed, not_applicable, unanswered };
}

function warningsOf(found, { open, causes, claimed, changed }) {
  const told = [];
  if (claimed.length) {
    const ids = claimed.map(({ item }) => item).join(", ");
    told.push(`A knock-out is passed only with its evidence named, which is missing for: ${ids}.`);
  }
  if (changed.length) {
    told.push(`The wording has changed since this was answered: ${changed.join(", ")}.`);
  }
  const asked = open.filter(({ item, answer }) => answer !== null && causes.has(item));
  const loose = asked.filter(({ owner, due }) => !owner || !due);
  if (found?.verdict === "fix" && loose.length) {
    const named = loose.map(({ item }) => item).join(", ");
    told.push(`A fix without owner and date is not a fix. Both are missing, or one, for: ${named}.`);
  }
  if (found?.verdict === "open") told.push("This is not decided: the verdict is open.");
  return told;
}

/** What was answered and counts no more. */
function lostOf(strange, gone) {
  const told = [];
  if (strange.length) {
    told.push(`What was answered is not a choice here, and counts as unanswered: ${strange.join(", ")}.`);
  }
  if (gone.length) told.push(`Answered once and no longer asked, so left out: ${gone.join(", ")}.`);
  return told;
}

/** Waivers that hold nothing back any more on a day, or that nobody answers for. */
function waiversOf(items, day) {
  const waived = items.filter(({ waiver }) => waiver);
  const over = waived.filter(({ waiver: { until } }) => until && until < day);
  const loose = waived.filter(({ waiver: { approver, until } }) => !named(approver) || !until);
  const told = over.map(({ item, waiver: { until } }) => `A waiver ran out on ${until}: ${item}.`);
  if (loose.length) {
    const ids = loose.map(({ item }) => item).join(", ");
    told.push(`A waiver needs who allows it, and until when. Both are missing, or one, for: ${ids}.`);
  }
  return told;
}

/** The record as Markdown, to commit beside other decisions. */
export function asMarkdown(record) {
  const { decided, verdict, rule, items } = record;
  const word = verdict ?? "no verdict";
  const status = decided.by && decided.on ? "accepted" : "proposed";
  const of = (ids) => items.filter(({ item }) => ids.includes(item));
  const blocks = [
    "---",
    `status: ${status}`,
    `date: ${decided.on || "not set"}`,
    `decision-makers: ${JSON.stringify(decided.by || "not named")}`,
    "---",
    "",
    `# ${md(record.title)}: ${word}`,
    "",
    "## Context and Problem Statement",
    "",
    md(record.question),
    ...section("## What was filled in", record.parameters, ({ label, text }) => `- ${md(label)}: ${md(text)}`),
    ...section("## Decision Drivers", of(record.causes), line),
    "",
    "## Considered Options",
    "",
    "- go",
    "- fix",
    "- stop",
    "",
    "## Decision Outcome",
    "",
    rule ? `Chosen option: "${word}", because ${lowered(md(rule.title))}. ${md(rule.advice)}` : `Outcome: ${word}.`,
    ...(decided.statement ? ["", md(decided.statement)] : []),
    ...record.warnings.flatMap((told) => ["", `**${md(told)}**`]),
    ...section("### Playbooks of this gate", record.gathered ?? [], gathered),
    ...section("### Consequences", of(record.open), task),
    ...section("### Confirmation", items.filter(({ evidence }) => evidence), shown),
    ...section("### Waivers", items.filter(({ waiver }) => waiver), waived),
    ...section("### Not applicable", items.filter(({ not_applicable }) => not_applicable), aside),
    ...section("### Notes", items.filter(({ note }) => note), ({ item, note }) => `- ${md(note)} (${item})`),
    "",
    "## More Information",
    "",
    `- ${md(`${record.playbook} ${record.playbook_version}, Decision Handbook ${record.handbook_version}`)}`,
    ...(record.counts ? [`- ${md(counted(record.counts))}`] : []),
    ...(record.address ? [`- <${record.address}>`] : []),
    `- Decider named by the ${record.gathered ? "gate" : "playbook"}: ${md(record.decider)}`,
    `- ${JUDGEMENT}`,
    ...items.map(({ item, fingerprint, strength, answer, not_applicable }) =>
      `- ${item} ${fingerprint} (${strength}): ${not_applicable ? "not applicable" : (answer ?? "unanswered")}`,
    ),
  ];
  return `${blocks.join("\n")}\n`;
}

/** The counts in words. */
export function counted({ items, answered, evidenced, claimed, not_applicable, unanswered }) {
  return `${items} ${items === 1 ? "item" : "items"}: ${answered} answered (${evidenced} with evidence named, ${claimed} merely claimed), ${not_applicable} not applicable, ${unanswered} unanswered`;
}

function section(title, rows, written) {
  return rows.length ? ["", title, "", ...rows.map(written)] : [];
}

function lowered(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function line({ text, answer, item }) {
  return `- ${md(text)} **${md(answer ?? "unanswered")}** (${item})`;
}

function gathered({ playbook, version, title, verdict, rule, counts }) {
  const because = rule ? `, because ${lowered(md(rule))}` : "";
  const far = counts ? `; ${md(counted(counts))}` : "";
  return `- ${md(title)}: **${verdict ?? "no verdict"}**${because}${far} (${playbook} ${version})`;
}

function task({ text, answer, owner, due, item }) {
  const whose = owner ? md(owner) : "no owner";
  return `- [ ] ${md(text)} **${md(answer ?? "unanswered")}**; ${whose}, ${due ?? "no date"} (${item})`;
}

function shown({ text, answer, evidence, item }) {
  return `- ${md(text)} **${md(answer ?? "unanswered")}**: ${md(evidence)} (${item})`;
}

function waived({ text, waiver, item }) {
  const { reason, approver, until } = waiver;
  return `- ${md(text)} ${md(reason)}; agreed by ${md(approver || "nobody named")}, until ${until ?? "no date set"} (${item})`;
}

function aside({ text, not_applicable, item }) {
  const { reason, approver } = not_applicable;
  return `- ${md(text)} ${md(reason || "no reason given")}; agreed by ${md(approver || "nobody named")} (${item})`;
}
