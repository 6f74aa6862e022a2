/** Whether a text says something. */
export function named(text) {
  return typeof text === "string" && /[^ \t\r\n]/.test(text);
}
