// The policies of tail_sampling, as the Collector 0.155.0 has them:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/processor/tailsamplingprocessor
import type { Settings } from '../../explain/effective.ts';
import { CannotEvaluate } from '../../ottl/evaluate/value.ts';
import { CannotSimulate, recordOf, recordsOf, textOf } from '../settings.ts';
import { booleanAttribute, numericAttribute, stringAttribute } from './attributes.ts';
import { and, composite, drop, not } from './combined.ts';
import { bytesLimiting, rateLimiting } from './limits.ts';
import { ottlCondition } from './ottl-condition.ts';
import { type Evaluator, stateless } from './policy.ts';
import { probabilistic } from './probabilistic.ts';
import { latency, spanCount, statusCode, traceFlags, traceState } from './spans.ts';

const SIMPLE: Readonly<Record<string, (settings: Settings) => Evaluator>> = {
  always_sample: () => stateless(() => true),
  latency,
  numeric_attribute: numericAttribute,
  probabilistic,
  status_code: statusCode,
  string_attribute: stringAttribute,
  rate_limiting: rateLimiting,
  bytes_limiting: bytesLimiting,
  span_count: spanCount,
  trace_state: traceState,
  boolean_attribute: booleanAttribute,
  ottl_condition: ottlCondition,
  trace_flags: traceFlags,
};

/** Which of them may stand inside of which. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  '': ['and', 'not', 'drop', 'composite'],
  and: ['not'],
  drop: ['not'],
  not: [],
  composite: ['and'],
};

const createInner = (policy: Settings, around: string): Evaluator => {
  const type = textOf(policy, 'type');
  const settings = recordOf(policy, type);
  if (Object.hasOwn(SIMPLE, type)) return (SIMPLE[type] as (settings: Settings) => Evaluator)(settings);
  if (!INSIDE[around]?.includes(type))
    throw new CannotSimulate(`the policy type "${type}"${around === '' ? '' : ` inside of ${around}`}`);
  const parts = (key: string) => recordsOf(settings, key).map((part) => createInner(part, type));
  if (type === 'and') return and(parts('and_sub_policy'));
  if (type === 'drop') return drop(parts('drop_sub_policy'));
  if (type === 'not') return not(createInner(recordOf(settings, 'not_sub_policy'), type));
  return composite(
    settings,
    recordsOf(settings, 'composite_sub_policy').map((part) => ({
      name: textOf(part, 'name'),
      evaluator: createInner(part, type),
    })),
  );
};

export interface Policy {
  readonly name: string;
  readonly type: string;
  readonly evaluator: Evaluator;
}

/**
 * The policies in the order in which they are asked: those that drop first.
 * @throws CannotSimulate that names the policy
 */
export const createPolicies = (settings: Settings): readonly Policy[] => {
  const policies = recordsOf(settings, 'policies').map((policy) => {
    const [name, type] = [textOf(policy, 'name'), textOf(policy, 'type')];
    try {
      return { name, type, evaluator: createInner(policy, '') };
    } catch (error) {
      if (!(error instanceof CannotEvaluate || error instanceof CannotSimulate)) throw error;
      throw new CannotSimulate(`policy "${name}": ${error.message}`);
    }
  });
  const isDrop = ({ type }: Policy): boolean => type === 'drop';
  return [...policies.filter(isDrop), ...policies.filter((policy) => !isDrop(policy))];
};
