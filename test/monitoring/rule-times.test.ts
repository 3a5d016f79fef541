import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { sloRuleFiles } from '../../src/monitoring/index.ts';
import { shipped } from '../integration/stack-files.ts';
import { scaleDuration } from './scenarios/scale-rules.ts';
import { objective } from './slo/objectives.ts';

interface AlertRule {
  readonly alert: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Alerts that have one of the times not, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  Watchdog: 'it is always true, and must end with what makes it: a dead man’s switch waits for that',
};

const alertsOf = (text: string): readonly AlertRule[] =>
  (parse(text) as { groups: readonly { rules: readonly Partial<AlertRule>[] }[] }).groups
    .flatMap(({ rules }) => rules)
    .filter((rule): rule is AlertRule => rule.alert !== undefined);

const folder = shipped('prometheus/rules');
const texts = await Promise.all((await readdir(folder)).map((name) => readFile(`${folder}/${name}`, 'utf8')));
const all = [...texts, ...sloRuleFiles([objective({})]).map(({ text }) => text)].flatMap(alertsOf);

const minutesOf = (duration: string | undefined): number =>
  Number.parseInt(scaleDuration(duration ?? '0m', 60_000), 10);

test('there are alerts of rules and of objectives', () => {
  expect(all.map(({ alert }) => alert)).toEqual(
    expect.arrayContaining(['Watchdog', 'HostDown', 'SloBudgetBurn', 'SloDataAbsent']),
  );
});

describe.each(all.map((rule) => [`${rule.alert} ${rule.labels.severity}`, rule] as const))(
  '%s',
  (_, rule) => {
    const isException = rule.alert in WITHOUT;

    test(isException ? `is told at once: ${WITHOUT[rule.alert]}` : 'says how long it waits and stays', () => {
      expect([rule.for !== undefined, rule.keep_firing_for !== undefined]).toEqual([
        !isException,
        !isException,
      ]);
      expect(minutesOf(rule.keep_firing_for) > 0).toBe(!isException);
    });
  },
);

/** The longest that an SDK, a scrape or a check takes to send again. */
const FIRST_SAMPLE_MINUTES = 5;
/** Alertmanager mutes what has the label `absent_data` while one of them fires, of the Collector for `TargetDown`. */
const MUTING = ['TargetDown', 'CollectorRestarting', 'CollectorLosingData'];

test('what mutes absent data stays until the data is there again', () => {
  const muting = all.filter(({ alert }) => MUTING.includes(alert));
  const muted = all.filter(({ labels }) => labels.absent_data === 'true');
  expect([muting.length, new Set(muted.map(({ alert }) => alert))]).toEqual([
    MUTING.length,
    new Set(['ProbeSilent', 'ServiceSilent', 'ServiceThroughputDrop', 'SloDataAbsent']),
  ]);
  const kept = (rules: readonly AlertRule[]) => rules.map((rule) => minutesOf(rule.keep_firing_for));
  expect(Math.max(...kept(muted)) + FIRST_SAMPLE_MINUTES).toBeLessThanOrEqual(Math.min(...kept(muting)));
});
