import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { SloFile } from '../../../src/monitoring/slo/slo-files.ts';
import { shipped } from '../../integration/stack-files.ts';

const UNIT_MILLIS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A duration of Prometheus, such as `1h30m`, divided. */
export const scaleDuration = (text: string, factor: number): string => {
  const parts = [...text.matchAll(/(\d+)(ms|[smhdw])/g)];
  const millis = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_MILLIS[unit ?? ''] ?? 0),
    0,
  );
  return `${Math.round(millis / factor)}ms`;
};

const DURATION = '\\d+(?:ms|[smhdw])(?:\\d+(?:ms|[smhdw]))*';
/** Where a query has durations: ranges, steps of subqueries, offsets. */
const IN_QUERY = new RegExp(`(?<=\\[|\\[[^\\]]*:|offset )${DURATION}(?=[\\]:) ]|$)`, 'g');

/** Where a query has a number that is seconds: ages and uptimes that are compared, and how far a line is drawn. */
const SECONDS: readonly RegExp[] = [
  /(?<=^time\(\) - .* > )\d+$/g,
  /(?<=process_uptime_seconds\[[^\]]+\]\) < )\d+/g,
  /(?<=predict_linear\([^,]*(?:,[^,]*)*, )\d+(?=\))/g,
];

/** A query that sees in a second what it would see in `factor` seconds. Rates and limits stay what they are. */
export const scaleQuery = (promql: string, factor: number): string =>
  SECONDS.reduce(
    (text, pattern) => text.replaceAll(pattern, (seconds) => String(Number(seconds) / factor)),
    promql.replaceAll(IN_QUERY, (duration) => scaleDuration(duration, factor)),
  );

interface RuleFile {
  groups: {
    interval?: string;
    rules: { expr: string; for?: string; keep_firing_for?: string; labels?: Record<string, string> }[];
  }[];
}

/** Rules of objectives look back for days, and at services that do not run here; no probes do. */
const LEFT_OUT = /^(?:slo-|probes-)/;

const shippedRules = async (): Promise<SloFile[]> => {
  const names = (await readdir(shipped('prometheus/rules'))).filter((name) => !LEFT_OUT.test(name));
  const read = (name: string): Promise<string> => readFile(shipped(join('prometheus/rules', name)), 'utf8');
  return Promise.all(names.map(async (name) => ({ name, text: await read(name) })));
};

/** The shipped rules and those of objectives in a folder, with every duration divided by the same factor. */
export const writeScaledRules = async (
  folder: string,
  factor: number,
  ofObjectives: readonly SloFile[] = [],
): Promise<void> => {
  await mkdir(folder);
  for (const { name, text } of [...(await shippedRules()), ...ofObjectives]) {
    const file: RuleFile = parse(text);
    for (const group of file.groups) {
      if (group.interval) group.interval = scaleDuration(group.interval, factor);
      for (const rule of group.rules) {
        rule.expr = scaleQuery(rule.expr, factor);
        // Those that are looked up by a query.
        for (const [label, value] of Object.entries(rule.labels ?? {}))
          if (rule.labels) rule.labels[label] = scaleQuery(value, factor);
        if (rule.for) rule.for = scaleDuration(rule.for, factor);
        if (rule.keep_firing_for) rule.keep_firing_for = scaleDuration(rule.keep_firing_for, factor);
      }
    }
    await writeFile(join(folder, name), stringify(file));
  }
};
