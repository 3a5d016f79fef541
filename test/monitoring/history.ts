import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../backends/run.ts';

const STEP_SECONDS = 600;
const LABELS = { job: 'shop/orders', deployment_environment_name: 'test' } as const;

/** A gauge of a history, with labels that it has beside those of the service. */
export interface HistoryGauge {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Up to now, and not just up to the step before: for what no rule of the test records. */
  readonly recent?: boolean;
}

/** Puts samples of the last `days` of some gauges into the folder of a Prometheus that does not run yet. */
export const writeHistory = async (
  promtool: string,
  dataDir: string,
  {
    gauges,
    days,
    stepSeconds = STEP_SECONDS,
  }: { readonly gauges: readonly HistoryGauge[]; readonly days: number; readonly stepSeconds?: number },
): Promise<void> => {
  const now = Math.floor(Date.now() / 1_000);
  const samplesOf = ({ name, labels = {}, recent }: HistoryGauge): string[] => {
    const written = Object.entries({ ...LABELS, ...labels }).map(([label, value]) => `${label}="${value}"`);
    const times: number[] = [];
    for (let at = now - days * 86_400; at < now - stepSeconds; at += stepSeconds) times.push(at);
    if (recent) times.push(now - 1);
    return times.map((at) => `${name}{${written.join(',')}} 0.5 ${at}`);
  };
  const names = [...new Set(gauges.map(({ name }) => name))];
  const lines = names.flatMap((name) => [
    `# TYPE ${name} gauge`,
    ...gauges.filter((gauge) => gauge.name === name).flatMap(samplesOf),
  ]);
  const file = join(dataDir, 'history.om');
  await writeFile(file, [...lines, '# EOF', ''].join('\n'));
  await run(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', file, dataDir]);
};
