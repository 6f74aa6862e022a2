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

/** By way, the rows of what would change (see `diff`), and the conflicts that a merge leaves. */
export function preview(mine, theirs) {
  return {
    mine: [],
    theirs: diff(mine, theirs),
    merge: diff(mine, taken(mine, theirs, "merge")),
    conflicts: merge(mine, theirs).conflicts,
  };
}
