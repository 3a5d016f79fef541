import { isRecord } from '../effective.ts';
import { type ComponentWords, get, listAt, recordsOf, short, textAt } from '../words.ts';

/** By signal: the lists of conditions, and what they drop. */
const LISTS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  traces: [
    ['traces.resource', 'everything of a resource'],
    ['traces.span', 'spans'],
    ['traces.spanevent', 'span events'],
  ],
  metrics: [
    ['metrics.resource', 'everything of a resource'],
    ['metrics.metric', 'metrics'],
    ['metrics.datapoint', 'data points'],
  ],
  logs: [
    ['logs.resource', 'everything of a resource'],
    ['logs.log_record', 'log records'],
  ],
  profiles: [
    ['profiles.resource', 'everything of a resource'],
    ['profiles.profile', 'profiles'],
  ],
};

/** Where properties are matched instead of conditions. */
const MATCHED: Readonly<Record<string, string>> = { traces: 'spans', metrics: 'metrics', logs: 'logs' };

const conditionsOf = (item: unknown): readonly unknown[] =>
  isRecord(item) && Array.isArray(item.conditions) ? item.conditions : [item];

export const component: ComponentWords = {
  type: 'filter',
  processors: ({ settings, signal = 'traces' }) => {
    const records = recordsOf(signal);
    const own = (LISTS[signal] ?? []).flatMap(([path, what]) =>
      listAt(settings, path).map((condition) => `${what} where ${short(String(condition))}`),
    );
    const flat = listAt(settings, `${signal.slice(0, -1)}_conditions`)
      .flatMap(conditionsOf)
      .map((condition) => `${records} where ${short(String(condition))}`);
    const matched = (['include', 'exclude'] as const).flatMap((side) => {
      const match = get(settings, `${MATCHED[signal]}.${side}`);
      if (!isRecord(match)) return [];
      return [
        `${records} that ${side === 'include' ? 'do not match' : 'match'} ${short(JSON.stringify(match))}`,
      ];
    });
    const drops = [...own, ...flat, ...matched];
    const mode = textAt(settings, 'error_mode');
    return {
      does: [
        drops.length > 0
          ? `drops ${records} by ${drops.length === 1 ? 'one condition' : `${drops.length} conditions, of which one is enough`}`
          : `lets all ${records} through`,
        mode === 'propagate'
          ? 'a condition that fails costs the whole batch'
          : 'a condition that fails is taken for not met',
      ],
      drops,
    };
  },
};
