// Which known words a word may stand for that the index does not know: another form of one, or one
// with a letter wrong.

const ENDING =
  /^(?:e|s|es|ed|d|er|ers|ing|ings|ion|ions|ation|ations|ment|ments|al|ally|ly|able|ability|ity|y|ies|ied|ness|ive|or|ors|ance|ence)?$/;
const SHORTEST_STEM = 4;

/** Whether two words differ in a common ending alone, as "signing" and "signed". */
export function sameStem(one, other) {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  return (
    shared >= SHORTEST_STEM && ENDING.test(one.slice(shared)) && ENDING.test(other.slice(shared))
  );
}

/** Whether one letter changed, added, left out, or swapped with the next makes the other word. */
export function oneEdit(one, other) {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short === long) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (word, from) => word.slice(from);
  if (short.length < long.length) return rest(short, at) === rest(long, at + 1);
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return (
    rest(short, at + 1) === rest(long, at + 1) || (swapped && rest(short, at + 2) === rest(long, at + 2))
  );
}
