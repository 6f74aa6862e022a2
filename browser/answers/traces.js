// Where answers may wait for a page: the keys that the browser keeps them under, and an address.

export const PREFIX = "decision-handbook:";
export const SHEETS = `${PREFIX}1:sheet:`;
export const DECIDED = `${PREFIX}1:decided:`;
export const SHARED = "answers=";

/** Whether an address's fragment carries answers. */
export function isShared(fragment) {
  return fragment.replace(/^#/, "").startsWith(SHARED);
}
