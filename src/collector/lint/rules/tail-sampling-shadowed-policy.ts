import { toPlain } from '../../document/node.ts';
import { type Policy, partsOf, policiesOf, tailSamplers } from '../policies.ts';
import type { LintRule } from '../rule.ts';
import { TAIL_SAMPLING } from '../sources.ts';

type Settings = Policy['settings'];

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isSubset = (narrow: unknown, wide: unknown): boolean =>
  listOf(narrow).length > 0 && listOf(narrow).every((each) => listOf(wide).includes(each));

/** Whether `wide` keeps all that `narrow` keeps, for policies of one type. */
const COVERS: Readonly<Record<string, (wide: Settings, narrow: Settings) => boolean>> = {
  latency: (wide, narrow) =>
    !wide.upper_threshold_ms && numberOf(wide.threshold_ms) <= numberOf(narrow.threshold_ms),
  status_code: (wide, narrow) => isSubset(narrow.status_codes, wide.status_codes),
  ottl_condition: (wide, narrow) => isSubset(narrow.span, wide.span) && !narrow.spanevent,
  string_attribute: (wide, narrow) =>
    wide.key === narrow.key &&
    wide.enabled_regex_matching !== true &&
    narrow.enabled_regex_matching !== true &&
    isSubset(narrow.values, wide.values),
  numeric_attribute: (wide, narrow) =>
    wide.key === narrow.key &&
    typeof wide.min_value === 'number' &&
    typeof wide.max_value === 'number' &&
    wide.min_value <= numberOf(narrow.min_value) &&
    wide.max_value >= numberOf(narrow.max_value),
  // Both decide by the same hash of the trace id.
  probabilistic: (wide, narrow) =>
    wide.hash_salt === narrow.hash_salt &&
    numberOf(wide.sampling_percentage) >= numberOf(narrow.sampling_percentage),
};

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

const keepsAll = ({ type, settings }: Policy): boolean =>
  type === 'always_sample' ||
  (type === 'probabilistic' && numberOf(settings.sampling_percentage) >= 100) ||
  (type === 'latency' && numberOf(settings.threshold_ms) === 0 && !settings.upper_threshold_ms);

const contentOf = ({ node }: Policy): string =>
  JSON.stringify(toPlain(node), (key, value) => (key === 'name' ? undefined : value));

/** Everything that `narrow` keeps, `wide` keeps as well. */
const covers = (wide: Policy, narrow: Policy): boolean => {
  // What is inverted overrules others.
  if (narrow.settings.invert_match === true || wide.settings.invert_match === true) return false;
  if (keepsAll(wide)) return true;
  // All of its parts have to keep a trace, so one that is covered is enough.
  const parts = partsOf(narrow);
  if (parts.some(({ settings }) => settings.invert_match === true)) return false;
  if (parts.some((part) => covers(wide, part))) return true;
  // Each limit counts for itself.
  if (wide.type !== narrow.type || wide.type.endsWith('_limiting')) return false;
  if (contentOf(wide) === contentOf(narrow)) return true;
  return COVERS[wide.type]?.(wide.settings, narrow.settings) ?? false;
};

export const rule: LintRule = {
  id: 'tail-sampling-shadowed-policy',
  severity: 'warning',
  source: TAIL_SAMPLING,
  summary: 'every policy of tail sampling decides something',
  why: 'A trace is kept where one policy keeps it. A policy whose traces another one keeps anyway has no effect, and one that keeps all makes sampling pointless.',
  good: `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies:
      - { name: errors, type: status_code, status_code: { status_codes: [ERROR] } }
      - { name: slow, type: latency, latency: { threshold_ms: 1000 } }
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `processors:
  tail_sampling:
    policies:
      - { name: slow, type: latency, latency: { threshold_ms: 500 } }
      - { name: very-slow, type: latency, latency: { threshold_ms: 2000 } } # here
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`,
  *check(context) {
    for (const sampler of tailSamplers(context)) {
      const keeping = policiesOf(sampler).filter(({ type }) => type !== 'drop' && type !== '');
      for (const [index, policy] of keeping.entries()) {
        const wide = keeping.find(
          (other, at) => other !== policy && covers(other, policy) && (at < index || !covers(policy, other)),
        );
        if (wide)
          yield {
            place: policy.place,
            path: policy.path,
            message: `"${policy.name}" has no effect: "${wide.name}" keeps all that it keeps`,
          };
      }
    }
  },
};
