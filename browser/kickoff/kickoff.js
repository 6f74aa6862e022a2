// The form that plans a kickoff: shows the dates while somebody fills it in, and gives the document
// and the calendar away. Nothing typed leaves the page.

import { join, joinCalendar } from "./join.js";

const FILES = {
  markdown: { ending: "md", type: "text/markdown" },
  calendar: { ending: "ics", type: "text/calendar" },
};

/** Brings the page's form to life, once. */
export function planKickoff(document) {
  const data = document.querySelector(".hb-kickoff-form");
  const form = document.querySelector("form.hb-kickoff");
  if (!data || !form?.hidden) return;
  const segments = JSON.parse(data.textContent);
  const refresh = () => showPlan(form, segments);
  form.addEventListener("input", refresh);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = event.submitter?.value || "markdown";
    if (wanted === "copy") copy(form, segments);
    else download(form, segments, wanted);
  });
  form.hidden = false;
  document.querySelector(".hb-kickoff-off").hidden = true;
  refresh();
}

function choicesOf(form) {
  const field = (name) => form.querySelector(`#hb-kickoff-${name}`);
  const names = [...form.querySelectorAll("[data-role]")];
  return {
    asked: field("start").value,
    weeks: field("weeks").valueAsNumber,
    skipWeekends: field("weekends").checked,
    musts: field("musts").checked,
    owners: new Map(names.map(({ dataset, value }) => [dataset.role, value.trim()])),
  };
}

function showPlan(form, { rows, days }) {
  const list = form.querySelector(".hb-kickoff-days");
  const valid = form.checkValidity();
  list.hidden = !valid;
  form.querySelector(".hb-kickoff-text").hidden = true;
  if (!valid) return say(form, "Choose a day and 1 to 52 weeks to see the dates.");
  const choices = choicesOf(form);
  list.replaceChildren(
    ...days.flatMap(([what, when]) => [make(form, "dt", what), make(form, "dd", join(when, choices))]),
  );
  say(form, `${join(rows, choices)}.`);
}

function download(form, segments, wanted) {
  const choices = choicesOf(form);
  const { ending, type } = FILES[wanted];
  const text =
    wanted === "calendar"
      ? joinCalendar(segments.calendar, choices)
      : join(segments.markdown, choices);
  const name = `${join(segments.name, choices)}.${ending}`;
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(make(form, "a", ""), { href: address, download: name });
  link.click();
  // Later, since some browsers begin to read after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say(form, `${name} is made.`);
}

async function copy(form, { markdown }) {
  const text = join(markdown, choicesOf(form));
  const box = form.querySelector(".hb-kickoff-text");
  try {
    await navigator.clipboard.writeText(text);
    box.hidden = true;
    say(form, "Copied as Markdown.");
  } catch {
    const field = box.querySelector("textarea");
    field.value = text;
    box.hidden = false;
    field.focus();
    field.select();
    say(form, "This browser did not allow copying. Copy the text from the field.");
  }
}

function say(form, words) {
  const status = form.querySelector(".hb-kickoff-said");
  if (status.textContent !== words) status.textContent = words;
}

function make(form, name, words) {
  return Object.assign(form.ownerDocument.createElement(name), { textContent: words });
}
