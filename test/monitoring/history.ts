import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../backends/run.ts';

const STEP_SECONDS = 600;
const LABELS = '{job="shop/orders",deployment_environment_name="test"}';

/** Puts samples of the last `days` of some gauges into the folder of a Prometheus that does not run yet. */
export const writeHistory = async (
  promtool: string,
  dataDir: string,
  { names, days }: { readonly names: readonly string[]; readonly days: number },
): Promise<void> => {
  const now = Math.floor(Date.now() / 1_000);
  const lines = names.flatMap((name) => {
    const samples: string[] = [`# TYPE ${name} gauge`];
    for (let at = now - days * 86_400; at < now - STEP_SECONDS; at += STEP_SECONDS)
      samples.push(`${name}${LABELS} 0.5 ${at}`);
    return samples;
  });
  const file = join(dataDir, 'history.om');
  await writeFile(file, [...lines, '# EOF', ''].join('\n'));
  await run(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', file, dataDir]);
};
