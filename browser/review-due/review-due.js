// Says on a page that its review is overdue. The date is in the page; only the reader's clock
// decides, so that the bytes of a page never depend on the day it was built.

/** Whether the day `due` ("2027-05-20") is over, in the reader's own time zone. */
export function isOverdue(due, now) {
  const [year, month, day] = due.split("-").map(Number);
  return now >= new Date(year, month - 1, day + 1);
}

/** Marks every `<time class="hb-due">` that is overdue, once. */
export function showOverdue(root, now) {
  for (const time of root.querySelectorAll("time.hb-due")) {
    if (time.dataset.overdue === undefined && isOverdue(time.dateTime, now)) {
      time.dataset.overdue = "";
      time.append(" (overdue)");
    }
  }
}
