// One item's answer on the page: the choices, what stands behind them, and what a reader must know.

import { answerTo, isBlank } from "../answers/sheet.js";
import { button, make } from "../my-work/elements.js";
import { isSetAside, needsApprover } from "../verdicts/verdicts.js";
import { BY_CHOICE } from "./applied.js";
import { fieldsOf } from "./fields.js";

const MORE = "Evidence, note, owner, date";
const NOT_YET =
  "Still unanswered: this is set aside only with the reason and the name of who agreed.";

const BESIDE = "Your answers so far do not lead here.";

/** Makes an item's choices work; returns `show(sheet, answers, changed, beside)` for what is kept. */
export function replyOf(document, page, entry, store) {
  const { id, area } = entry;
  const radios = [...area.querySelectorAll("input[type=radio]")];
  const facts = page.rules?.items.find((one) => one.id === id) ?? entry;
  const said = make(document, "div", { className: "hb-reply-said" });
  let fields;
  const set = (field, value) => store.set(page, id, field, value);
  const open = () => {
    if (fields) return fields;
    fields = fieldsOf(document, entry, set);
    area.append(fields.box);
    more.setAttribute("aria-expanded", "true");
    fields.show(answerTo(store.get(page.playbook).sheet, id));
    return fields;
  };
  const more = button(document, MORE, "", () => {
    const there = fields;
    const { box, first } = open();
    if (there) box.hidden = !box.hidden;
    more.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) first().focus();
  });
  more.setAttribute("aria-expanded", "false");
  more.setAttribute("aria-describedby", id);
  const back = button(document, "Take back", "", () => {
    store.clearItem(page.playbook, id);
    radios[0].focus();
  });
  back.setAttribute("aria-describedby", id);
  back.hidden = true;
  const tools = make(document, "div", { className: "hb-reply-tools" }, more, " ", back);
  area.querySelector(".hb-scale").after(tools, said);
  for (const radio of radios) {
    radio.addEventListener("change", () => {
      if (radio.value !== "not-applicable") return set("answer", radio.value);
      set("not_applicable", { reason: "", approver: "" });
      const { box, first } = open();
      box.hidden = false;
      first().focus();
    });
  }
  return (sheet, answers, changed, beside) => {
    const own = answerTo(sheet, id);
    const chosen = own.not_applicable ? "not-applicable" : own.answer;
    for (const radio of radios) radio.checked = radio.value === chosen;
    back.hidden = isBlank(own);
    if (!fields && hasMore(own)) open();
    fields?.show(own);
    const aside = answers.get(id)?.not_applicable;
    const left = aside?.approver === BY_CHOICE && aside;
    entry.box.classList.toggle("hb-item--aside", Boolean(left) || beside);
    said.replaceChildren(...notes(own, left, changed, beside));
  };

  function notes({ answer, not_applicable }, left, changed, beside) {
    const told = [];
    if (answer && !entry.scale.includes(answer)) {
      const words = `“${answer}” was answered, which is not a choice here: it counts as unanswered.`;
      told.push(make(document, "p", {}, words));
    }
    if (beside) told.push(make(document, "p", {}, BESIDE));
    if (not_applicable && !left && !isSetAside(facts, not_applicable)) {
      told.push(make(document, "p", {}, NOT_YET));
    }
    if (left) told.push(make(document, "p", {}, `Does not apply: ${left.reason}`));
    if (changed) {
      const still = button(document, "It still holds", "", () => store.confirm(page, id));
      still.setAttribute("aria-describedby", id);
      told.push(make(document, "p", {}, "The wording has changed since you answered. ", still));
    }
    return told;
  }
}

function hasMore({ owner, due, note, evidence, not_applicable, waiver }) {
  return Boolean(owner || due || note || evidence || not_applicable || waiver);
}
