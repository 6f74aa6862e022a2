// Two sheets of one playbook made one: theirs fills what mine lacks, and never mixes two judgements.

import { shown } from "./changes.js";
import { FIELDS, isAnswered } from "./sheet.js";

/**
 * Mine, with theirs where mine is empty: { sheet, conflicts }. Where both say something else, mine
 * stays, and the conflict is listed as { kind, id, field, mine, theirs }. An item that is judged
 * differently takes nothing from theirs: their evidence would stand beside my answer.
 */
export function merge(mine, theirs) {
  const conflicts = [];
  const answers = new Map(mine.answers);
  for (const [item, their] of theirs.answers) {
    const my = answers.get(item);
    answers.set(item, my ? filled(my, their, item, conflicts) : their);
  }
  const parameters = new Map(mine.parameters);
  for (const [name, text] of theirs.parameters) {
    const own = parameters.get(name);
    if (own === undefined) parameters.set(name, text);
    else if (own !== text) {
      conflicts.push({ kind: "parameter", id: name, field: "parameter", mine: own, theirs: text });
    }
  }
  const versions = mine.answers.size ? mine : theirs;
  const { version, handbook_version } = versions;
  return { sheet: { ...mine, version, handbook_version, answers, parameters }, conflicts };
}

function filled(my, their, item, conflicts) {
  const clash = (field, mine, theirs) => conflicts.push({ kind: "item", id: item, field, mine, theirs });
  if (isAnswered(my) && isAnswered(their) && kindOf(my) !== kindOf(their)) {
    clash("answer", judgement(my), judgement(their));
    return my;
  }
  const { fingerprint } = isAnswered(my) || !isAnswered(their) ? my : their;
  const answer = { ...my, fingerprint };
  for (const field of FIELDS) {
    if (!their[field]) continue;
    const [mine, theirs] = [shown(my, field), shown(their, field)];
    if (!mine) answer[field] = their[field];
    else if (mine !== theirs) clash(field, mine, theirs);
  }
  return Object.freeze(answer);
}

function judgement(answer) {
  return shown(answer, "not_applicable") || shown(answer, "answer");
}

function kindOf({ answer, not_applicable }) {
  return not_applicable ? "not applicable" : answer;
}
