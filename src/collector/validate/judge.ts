import { type Place, pathText } from '../document/node.ts';
import { placeInScalar } from '../ottl/locate.ts';
import type { Problem } from '../problem.ts';
import { resolveSchema, type Schema } from '../schema/schema.ts';
import { formOf } from './forms.ts';
import { presentType } from './present-type.ts';
import type { RuleTime, TypeRule } from './type-rule.ts';
import { typeRules } from './types.generated.ts';
import { childStart, createView, isTurnedOn, type View, type ViewContext, type ViewStart } from './view.ts';

const RULES = new Map<string, readonly TypeRule[]>();
for (const rule of typeRules) RULES.set(rule.type, [...(RULES.get(rule.type) ?? []), rule]);

/** Stable names of what is refused at each time. */
const PROBLEM_IDS: Readonly<Record<RuleTime, string>> = {
  validated: 'refused-value',
  created: 'refused-component',
  started: 'fails-to-start',
};

interface Judging extends ViewContext {
  readonly times: readonly RuleTime[];
  readonly problems: Problem[];
}

const placeOf = ({ place, node }: View, offset: number | undefined): Place =>
  offset === undefined || node?.kind !== 'scalar' ? place : placeInScalar(node, offset);

const apply = (rules: readonly TypeRule[], view: View, judging: Judging): void => {
  for (const rule of rules) {
    for (const { at, message, offset } of rule.check(view)) {
      // Rules are those of the newest version: an older one does not judge what it does not have.
      if (!view.knows(...at)) continue;
      const found = view.at(...at);
      const { path } = found;
      judging.problems.push({
        id: PROBLEM_IDS[rule.when],
        severity: 'error',
        place: placeOf(found, offset),
        path,
        message: `${pathText(path)}: ${message}`,
      });
    }
  }
};

const isNull = ({ node }: ViewStart): boolean => node?.kind === 'scalar' && node.value === null;

const isOff = ({ node }: ViewStart, { optional }: Schema): boolean => {
  const enabled = node?.kind === 'map' && optional ? node.entries.get('enabled')?.value : undefined;
  return enabled?.kind === 'scalar' && enabled.value === false;
};

/** A variable that is empty is nothing for most values, and an empty map for a part that can be off. */
const withEmptied = (start: ViewStart, context: ViewContext): ViewStart =>
  start.node && isTurnedOn(start, context)
    ? { ...start, node: { kind: 'map', place: start.node.place, entries: new Map() } }
    : start;

const visit = (written: ViewStart, judging: Judging): void => {
  const given = withEmptied(written, judging);
  const schema = resolveSchema(given.given, judging.schema);
  if (isNull(given) || isOff(given, given.given)) return;
  const type = given.given.ref ?? schema.goType;
  const start = given.node?.kind === 'map' ? { ...given, node: formOf(type, given.node).node } : given;
  const rules = [type, ...(schema.parts ?? [])]
    .flatMap((each) => (each === undefined ? [] : (RULES.get(presentType(each)) ?? [])))
    .filter(({ when }) => judging.times.includes(when));
  // Most values have no rule, and need no view.
  if (rules.length > 0) apply(rules, createView(start, judging), judging);
  const { node } = start;
  if (node?.kind === 'map')
    for (const key of node.entries.keys()) visit(childStart(start, key, judging), judging);
  if (node?.kind === 'list')
    for (const index of node.items.keys()) visit(childStart(start, index, judging), judging);
};

/** Applies the rules of some times to a value and all that is configured in it. */
export const judge = (
  start: ViewStart,
  times: readonly RuleTime[],
  context: ViewContext,
): readonly Problem[] => {
  const problems: Problem[] = [];
  visit(start, { ...context, times, problems });
  return problems;
};
