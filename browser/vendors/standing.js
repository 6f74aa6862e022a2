// Where each vendor stands: its verdicts, why it is out, and the ranking in words.

import { VERDICTS } from "../answering/verdict.js";
import { make } from "../my-work/elements.js";
import { many } from "../my-work/progress.js";
import { evaluate } from "../verdicts/verdicts.js";
import { nameOf } from "./comparison.js";
import { failed, ranked, scored } from "./ranking.js";

/** Each vendor with its verdicts and why it is out: [{ id, name, answers, questions, signs, … }]. */
export function standingOf({ vendors }, pages) {
  return vendors.map((vendor, at) => {
    const { answers } = vendor.questions;
    const questions = evaluate(pages.questions.rules, answers);
    const signs = evaluate(pages.signs.rules, vendor.signs.answers);
    const given = [...vendor.signs.answers.values()].map(({ answer }) => answer);
    const all = [...answers.values(), ...vendor.signs.answers.values()];
    const [seen, unsure] = ["seen", "unsure"].map((word) => given.filter((one) => one === word).length);
    return {
      id: vendor.id,
      name: nameOf(vendor, at),
      answers,
      begun: all.some(({ answer, not_applicable: aside }) => answer || aside),
      questions,
      signs,
      seen,
      unsure,
      score: scored(pages.questions.rules, answers),
      out: whyOut(pages, failed(pages.questions.rules, answers), questions, signs),
    };
  });
}

function whyOut(pages, knockouts, questions, signs) {
  if (knockouts.length) {
    const texts = knockouts.map((id) => `“${textOf(pages.questions, id)}”`);
    return `${many(knockouts.length, "knock-out")} without a good answer: ${texts.join(" ")}`;
  }
  if (questions.verdict === "stop") return titleOf(pages.questions, questions);
  if (signs.verdict === "stop") return `Red flags: ${titleOf(pages.signs, signs)}`;
  return null;
}

function titleOf({ rules }, { rule }) {
  return rules.rows[rule].title;
}

function textOf({ entries }, id) {
  return entries.find((entry) => entry.id === id)?.text ?? id;
}

export function badgeOf(document, verdict) {
  return make(document, "span", { className: `hb-badge hb-badge--${verdict}` }, VERDICTS[verdict]);
}

/** The ranking as elements. */
export function rankingOf(document, standing, pages) {
  const p = (...inside) => make(document, "p", {}, ...inside);
  if (!standing.length) return [p("No vendor is entered yet. Add the first: its column opens in the table below.")];
  const blank = standing.filter(({ begun }) => !begun);
  const order = ranked(pages.questions.rules, standing.filter(({ begun }) => begun));
  const list = make(document, "ol", { className: "hb-vendors-order" });
  for (const { vendor, score, behind } of order) {
    const entry = make(document, "li", {}, make(document, "strong", {}, vendor.name), `: ${pointsOf(score)}`);
    const words = behind && gapOf(behind, pages);
    if (words) entry.append(make(document, "span", { className: "hb-vendors-gap" }, words));
    list.append(entry);
  }
  const out = standing.filter((one) => one.out);
  return [
    ...(order.length ? [list] : []),
    ...(out.length === standing.length ? [p("Every vendor entered is out.")] : []),
    ...(blank.length ? [p(`Nothing is answered yet for ${blank.map(({ name }) => name).join(", ")}.`)] : []),
    ...(out.length
      ? [
          make(
            document,
            "ul",
            { className: "hb-vendors-out" },
            ...out.map(({ name, out: why }) => make(document, "li", {}, make(document, "strong", {}, `${name} is out. `), why)),
          ),
        ]
      : []),
  ];
}

/** Points in words, with what is open. */
export function pointsOf({ low, high, possible, open }) {
  if (!open) return `${low} of ${possible} points`;
  return `${low} to ${high} of ${possible} points, ${many(open, "question")} open`;
}

function gapOf(behind, pages) {
  if (behind.kind === "ahead") return "ahead of the next, whichever single weight moves by one";
  const why = {
    open: () => "questions that are still open could turn the order round.",
    tie: () => "the points are equal.",
    weight: ({ item, from, to }) =>
      `with weight ${to} in place of ${from} for “${textOf(pages.questions, item)}” this one is no longer ahead.`,
  }[behind.kind](behind);
  return `Too close to call against the next: ${why}`;
}
