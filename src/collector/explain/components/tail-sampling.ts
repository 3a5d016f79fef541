import { isRecord, type Settings } from '../effective.ts';
import { type ComponentWords, durationAt, numberAt, recordsAt, short, textAt } from '../words.ts';

const filled = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0) &&
  !(isRecord(value) && !Object.values(value).some(filled));

/** The settings of a policy, without what is not set. */
const compact = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(compact);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => filled(each))
      .map(([key, each]) => [key, compact(each)]),
  );
};

const policyText = (policy: Settings): string => {
  const type = textAt(policy, 'type');
  const settings = policy[type];
  const at = (key: string): number => (isRecord(settings) ? numberAt(settings, key) : 0);
  const name = `policy "${textAt(policy, 'name')}"`;
  if (type === 'always_sample') return `${name} keeps every trace`;
  if (type === 'probabilistic')
    return `${name} keeps ${at('sampling_percentage')} % of the traces, by their id`;
  if (type === 'latency') {
    const most = at('upper_threshold_ms');
    return `${name} keeps traces that take ${at('threshold_ms')} ms or longer${most > 0 ? `, up to ${most} ms` : ''}`;
  }
  if (type === 'status_code' && isRecord(settings))
    return `${name} keeps traces with a span of status ${(Array.isArray(settings.status_codes) ? settings.status_codes : []).join(' or ')}`;
  if (type === 'rate_limiting') return `${name} keeps up to ${at('spans_per_second')} spans a second`;
  const verb = type === 'drop' ? 'drops' : 'keeps';
  return `${name} ${verb} by ${type}${filled(settings) ? ` ${short(JSON.stringify(compact(settings)))}` : ''}`;
};

export const component: ComponentWords = {
  type: 'tail_sampling',
  processors: ({ settings }) => {
    const policies = recordsAt(settings, 'policies');
    const most = numberAt(settings, 'num_traces');
    return {
      does: [
        `holds the spans of a trace for ${durationAt(settings, 'decision_wait')} after the first one, then decides for the whole trace`,
        settings.sample_on_first_match === true
          ? 'the first policy that matches decides'
          : 'all policies are asked; one that keeps is enough, unless one drops',
        ...policies.map(policyText),
      ],
      drops: [
        'all spans of traces that no policy keeps',
        settings.block_on_overflow === true
          ? `above ${most} traces at a time nothing more is taken until one is decided`
          : `above ${most} traces at a time, the oldest are dropped before they are decided`,
        ...(settings.drop_pending_traces_on_shutdown === true
          ? ['traces that wait when the Collector stops']
          : []),
      ],
    };
  },
};
