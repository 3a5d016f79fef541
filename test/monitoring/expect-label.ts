import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { run } from '../backends/run.ts';

type Labels = Readonly<Record<string, string>>;

/** What Prometheus makes of the templates in a rule's labels. */
export interface LabelCase {
  readonly template: Labels;
  /** Of the alert's series. */
  readonly labels: Labels;
  /** Values a minute apart; `1` is one that stays. */
  readonly series: Labels;
  /** What the alert has besides. */
  readonly expected: Labels;
}

/** What `promtool test rules` says of an alert that fires for two and a half hours. */
export const checkLabels = async (
  promtool: string,
  { template, labels, series, expected }: LabelCase,
): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'binnacle-alert-label-'));
  try {
    const rules = { groups: [{ name: 'x', rules: [{ alert: 'X', expr: 'bad == 1', labels: template }] }] };
    await writeFile(join(directory, 'rules.yaml'), stringify(rules));
    const shown = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
    const given = { [`bad{${shown.join(',')}}`]: '1', ...series };
    const file = join(directory, 'test.yaml');
    await writeFile(
      file,
      stringify({
        rule_files: ['rules.yaml'],
        evaluation_interval: '1m',
        tests: [
          {
            interval: '1m',
            input_series: Object.entries(given).map(([name, values]) => ({
              series: name,
              values: /^\d+$/.test(values) ? `${values}x300` : values,
            })),
            alert_rule_test: [
              { eval_time: '150m', alertname: 'X', exp_alerts: [{ exp_labels: { ...labels, ...expected } }] },
            ],
          },
        ],
      }),
    );
    return await run(promtool, ['test', 'rules', file]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
