// What would change if somebody's answers came in, before anything does.

import { diff } from "./changes.js";
import { merge } from "./merge.js";

/** The ways to take answers in, in the order in which they are offered. */
export const WAYS = ["mine", "theirs", "merge"];

/** The sheet that a way makes of mine and theirs. */
export function taken(mine, theirs, way) {
  if (way === "mine") return mine;
  return way === "theirs" ? theirs : merge(mine, theirs).sheet;
}

/** The sheet as it was before something was taken in, but for what has been entered since. */
export function takenBack(now, before, after) {
  const answers = restored(now.answers, before.answers, after.answers);
  const parameters = restored(now.parameters, before.parameters, after.parameters);
  return { ...now, answers, parameters };
}

function restored(now, before, after) {
  const made = new Map(now);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (JSON.stringify(now.get(key)) !== JSON.stringify(after.get(key))) continue;
    if (before.has(key)) made.set(key, before.get(key));
    else made.delete(key);
  }
  return made;
}

/** By way, the rows of what would change (see `diff`), and the conflicts that a merge leaves. */
export function preview(mine, theirs) {
  return {
    mine: [],
    theirs: diff(mine, theirs),
    merge: diff(mine, taken(mine, theirs, "merge")),
    conflicts: merge(mine, theirs).conflicts,
  };
}
