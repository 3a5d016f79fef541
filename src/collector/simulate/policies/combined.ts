import type { Settings } from '../../explain/effective.ts';
import { numberOf, recordsOf, textOf } from '../settings.ts';
import type { Decision, Evaluator } from './policy.ts';

const isAnyCounting = (parts: readonly Evaluator[]): boolean => parts.some(({ isCounting }) => isCounting);

/** All have to agree; the first that does not ends it, so that those after it are not asked. */
const allOf = (parts: readonly Evaluator[], agreed: Decision): Evaluator => ({
  isCounting: isAnyCounting(parts),
  evaluate: (trace) =>
    parts.some((part) => part.evaluate(trace) === 'not sampled') ? 'not sampled' : agreed,
});

export const and = (parts: readonly Evaluator[]): Evaluator => allOf(parts, 'sampled');
export const drop = (parts: readonly Evaluator[]): Evaluator => allOf(parts, 'dropped');

export const not = (part: Evaluator): Evaluator => ({
  isCounting: part.isCounting,
  evaluate: (trace) => {
    const decision = part.evaluate(trace);
    if (decision === 'dropped') return decision;
    return decision === 'sampled' ? 'not sampled' : 'sampled';
  },
});

/** Spans a second of each part: a share where one is given, an equal part where it is 0, none where it is not named. */
const allocationsOf = (settings: Settings): ReadonlyMap<string, number> => {
  const total = numberOf(settings, 'max_total_spans_per_second');
  const equal = total / recordsOf(settings, 'composite_sub_policy').length;
  return new Map(
    recordsOf(settings, 'rate_allocation').map((each) => {
      const percent = numberOf(each, 'percent');
      return [textOf(each, 'policy'), Math.trunc(percent > 0 ? (percent / 100) * total : equal)];
    }),
  );
};

/** The first part that would keep a trace decides, within its allocation of this second. */
export const composite = (
  settings: Settings,
  parts: readonly { readonly name: string; readonly evaluator: Evaluator }[],
): Evaluator => {
  const total = numberOf(settings, 'max_total_spans_per_second');
  const allocations = allocationsOf(settings);
  const sampled = parts.map(() => 0);
  let second = 0;
  return {
    isCounting: true,
    evaluate: (trace) => {
      if (Math.floor(trace.now) !== second) {
        second = Math.floor(trace.now);
        sampled.fill(0);
      }
      for (const [index, { name, evaluator }] of parts.entries()) {
        if (evaluator.evaluate(trace) !== 'sampled') continue;
        const spans = (sampled[index] ?? 0) + trace.spanCount;
        if (spans > (allocations.get(name) ?? 0) || spans > total) return 'not sampled';
        sampled[index] = spans;
        return 'sampled';
      }
      return 'not sampled';
    },
  };
};
