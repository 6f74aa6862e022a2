// A record as a page to print, and the board's page of it.

import { make } from "../my-work/elements.js";
import { counted } from "./record.js";

/** The record as an article for paper. */
export function viewOf(document, record) {
  const p = (...inside) => make(document, "p", {}, ...inside);
  const h = (words) => make(document, "h4", {}, words);
  const table = (heads, rows) =>
    make(
      document,
      "table",
      { className: "hb-table" },
      make(document, "thead", {}, make(document, "tr", {}, ...heads.map((head) => cell(document, "th", head)))),
      make(
        document,
        "tbody",
        {},
        ...rows.map((row) => make(document, "tr", {}, ...row.map((text) => cell(document, "td", text)))),
      ),
    );
  const { items, verdict, rule, decided } = record;
  const part = (title, rows, heads, cells) =>
    rows.length ? [h(title), table(heads, rows.map(cells))] : [];
  return [
    make(document, "h3", {}, `${record.title}: ${verdict ?? "no verdict"}`),
    p(make(document, "strong", {}, "Decision: "), record.question),
    p(
      make(document, "strong", {}, "Decided by: "),
      `${decided.by || "not named"}, on ${decided.on || "no date set"}`,
    ),
    ...(rule ? [p(make(document, "strong", {}, rule.title), ` ${rule.advice}`)] : []),
    p(make(document, "strong", {}, `Decider named by the ${record.gathered ? "gate" : "playbook"}: `), record.decider),
    ...decided.statement.split("\n").filter(Boolean).map((line) => p(line)),
    ...record.warnings.map((told) => p(make(document, "strong", {}, told))),
    ...part("Filled in", record.parameters, ["What", "Text"], ({ label, text }) => [label, text]),
    ...part(
      "Playbooks of this gate",
      record.gathered ?? [],
      ["Playbook", "Verdict", "Answered"],
      ({ title, verdict, rule, counts }) => [
        title,
        [verdict ?? "no verdict", rule].filter(Boolean).join(": "),
        counts ? `${counts.answered} of ${counts.items}` : "",
      ],
    ),
    ...part(
      "Open items",
      items.filter(({ item }) => record.open.includes(item)),
      ["Item", "Answer", "Evidence", "Owner", "By"],
      (one) => [
        identified(one),
        one.answer ?? "unanswered",
        one.evidence || "none named",
        one.owner || "no owner",
        one.due ?? "no date",
      ],
    ),
    ...part(
      "Answers",
      items.filter(({ item, answer }) => answer && !record.open.includes(item)),
      ["Item", "Answer", "Evidence"],
      (one) => [identified(one), one.answer, one.evidence || "none named"],
    ),
    ...part(
      "Goes on without, for a time",
      items.filter(({ waiver }) => waiver),
      ["Item", "Why", "Who agreed", "Until"],
      (one) => [
        identified(one),
        one.waiver.reason,
        one.waiver.approver || "nobody named",
        one.waiver.until ?? "no date set",
      ],
    ),
    ...part(
      "Not applicable",
      items.filter(({ not_applicable }) => not_applicable),
      ["Item", "Why", "Who agreed"],
      (one) => [
        identified(one),
        one.not_applicable.reason || "no reason given",
        one.not_applicable.approver || "nobody named",
      ],
    ),
    ...part(
      "Notes",
      items.filter(({ note }) => note),
      ["Item", "Note"],
      (one) => [identified(one), one.note],
    ),
    make(
      document,
      "p",
      { className: "hb-note" },
      [
        record.counts ? `${counted(record.counts)}.` : "",
        `${record.playbook} ${record.playbook_version}, Decision Handbook ${record.handbook_version}.`,
        "The rules are editorial judgement, not calibrated on outcomes.",
        record.address,
      ].join(" "),
    ),
  ];
}

const UNKNOWN = "unknown";

/** The one page for a board: what it must know, and what is asked of it. Unknowns print as unknown. */
export function boardOf(document, record, { block, evidence, owner, due }) {
  const filled = new Map(record.parameters.map(({ id, text }) => [id, text]));
  const rows = [
    ["What was promised", filled.get("promised")],
    ["What is measured", filled.get("measured")],
    ["The main block", block],
    ["Evidence of it", evidence],
    ["Verdict", record.verdict && `${record.verdict}${record.rule ? `: ${record.rule.title}` : ""}`],
    ["Cost to finish", filled.get("cost-to-finish")],
    ["Owner", filled.get("finisher") ?? owner],
    ["Date", filled.get("finish-date") ?? due],
    ["The decision asked for", filled.get("asked")],
  ];
  const list = make(document, "dl", { className: "hb-board-lines" });
  for (const [label, text] of rows) {
    list.append(make(document, "dt", {}, label), make(document, "dd", {}, text || UNKNOWN));
  }
  return [
    make(document, "h3", {}, `${record.title} One page for the board`),
    list,
    make(
      document,
      "p",
      { className: "hb-note" },
      `${record.playbook} ${record.playbook_version}, Decision Handbook ${record.handbook_version}. ${record.address}`,
    ),
  ];
}

/** An item's words with its id and fingerprint, by which a later reader finds it. */
function identified({ text, item, fingerprint }) {
  return `${text} (${item} ${fingerprint})`;
}

/** A cell in which what is longer than a word can break, since addresses hold no spaces. */
function cell(document, name, text) {
  const parts = text.split(/(\S{20})(?=\S)/).filter(Boolean);
  const broken = parts.flatMap((part, at) => (at ? [make(document, "wbr"), part] : [part]));
  return make(document, name, name === "th" ? { scope: "col" } : {}, ...broken);
}
