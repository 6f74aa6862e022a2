// Fills the slots of a kickoff's segments, as generator/kickoff_slots.py does. The arithmetic of
// dates and the escape of calendars exist there and here; tests/cases/kickoff/ holds both to the
// same texts. Days are written as in 2027-01-12 and counted in UTC, so that no clock is asked.
//
//   choices   { asked, weeks, skipWeekends, musts, owners: Map of names by role }

import { ESCAPES as SHARED } from "../segments/join.js";

const DAY = 86_400_000;
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const DAYS = { day: 1, week: 7, fortnight: 14 };
const MONTHS = { month: 1, quarter: 3, year: 12 };
const LINE = 74;

const ESCAPES = { ...SHARED, calendar, none: (text) => text };

/** The text that the segments make with somebody's choices. */
export function join(segments, choices) {
  return segments
    .map((segment) => {
      if (typeof segment === "string") return segment;
      if (segment.shows) return ESCAPES[segment.escape](shown(segment, choices));
      if (segment.if) return join(segment[holds(segment.if, choices) ? "then" : "else"], choices);
      const inner = join(segment.inner, choices);
      return inner && `${segment.prefix}${inner}${segment.suffix}`;
    })
    .join("");
}

/** A calendar, from the segments of each of its lines. */
export function joinCalendar(lines, choices) {
  return lines.map((line) => `${folded(join(line, choices))}\r\n`).join("");
}

function shown({ shows, of }, { weeks, owners, ...choices }) {
  if (shows === "weeks") return weeks === 1 ? "1 week" : `${weeks} weeks`;
  if (shows === "mark") return hashed([...of, ...of.map((word) => owners.get(word) || "")].join("\n"));
  if (shows === "nameless") return of.filter((role) => !owners.get(role)).join(", ");
  const name = owners.get(of[0]) || "";
  if (shows === "name") return name;
  if (shows === "named") return name ? `${name} (${of[0]})` : of[0];
  const day = dayOf(of, { weeks, ...choices });
  if (shows === "spoken") return `${WEEKDAYS[weekdayOf(day)]} ${day}`;
  return shows === "basic" ? day.replaceAll("-", "") : day;
}

/** A short hash of a text, FNV-1a of 32 bits. */
function hashed(text) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) found = Math.imul(found ^ byte, 0x01000193) >>> 0;
  return found.toString(16).padStart(8, "0");
}

function holds(condition, choices) {
  if (condition === "moved") return startOf(choices) !== choices.asked;
  return condition === "musts" ? choices.musts : choices.skipWeekends;
}

function startOf({ asked, skipWeekends }) {
  return skipWeekends ? offWeekend(asked, false) : asked;
}

/** A day of the plan: so many days or reviews, or a period, after the kickoff or the decision. */
function dayOf([unit, number, since], choices) {
  if (unit === "asked") return choices.asked;
  const start = startOf(choices);
  const base = since === "decision" ? daysAfter(start, choices.weeks * DAYS.week) : start;
  const found =
    unit === "review"
      ? monthsAfter(monthsAfter(base, 1), number - 1)
      : unit in DAYS
        ? daysAfter(base, number * DAYS[unit])
        : monthsAfter(base, MONTHS[unit]);
  return choices.skipWeekends ? offWeekend(found, found < start) : found;
}

/** The day itself, or the Monday after a weekend, or the Friday before it. */
function offWeekend(day, back) {
  const late = { 6: 1, 0: 2 }[weekdayOf(day)] ?? 0;
  return late ? daysAfter(day, back ? -late : 3 - late) : day;
}

function weekdayOf(day) {
  return new Date(day).getUTCDay();
}

function daysAfter(day, days) {
  return written(Date.parse(day) + days * DAY);
}

/** The same day of a later month, or the last one of a shorter month. */
function monthsAfter(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return written(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

function written(time) {
  return new Date(time).toISOString().slice(0, 10);
}

/** Text of iCalendar, RFC 5545, 3.3.11. */
function calendar(text) {
  return text
    .replace(/\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]/g, "\n")
    .replace(/[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]/g, " ")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

/** A content line in pieces of at most 75 bytes (RFC 5545, 3.1), with no escape torn apart. */
function folded(line) {
  const encoder = new TextEncoder();
  const pieces = [""];
  let room = LINE;
  for (const mark of line.match(/\\?./gsu) ?? []) {
    const size = encoder.encode(mark).length;
    if (size > room) {
      pieces.push("");
      room = LINE;
    }
    pieces[pieces.length - 1] += mark;
    room -= size;
  }
  return pieces.join("\r\n ");
}
