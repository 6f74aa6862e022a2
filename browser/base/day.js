/** The day of a time on the reader's clock, as in 2026-11-20. */
export function dayOf(time) {
  const two = (number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
