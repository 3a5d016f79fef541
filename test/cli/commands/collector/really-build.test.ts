import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run } from '../../../backends/run.ts';

/** It takes minutes, Go and a way to the modules, so it has to be asked for. */
const isAskedFor = process.env.BINNACLE_BUILD_COLLECTOR === '1';

const MAIN = join(import.meta.dirname, '../../../../src/cli/main.ts');

const CONFIG = `receivers: { nop: {} }
exporters: { nop: {} }
service: { pipelines: { traces: { receivers: [nop], exporters: [nop] } } }
`;

(isAskedFor ? test : test.skip)(
  'manifest --build builds a Collector that takes the configuration (BINNACLE_BUILD_COLLECTOR=1)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'binnacle-really-build-'));
    try {
      const file = join(folder, 'collector.yaml');
      await writeFile(file, CONFIG);
      const flags = ['--build', '--name', 'own', '--out', join(folder, 'out')];
      const printed = await run(process.execPath, [MAIN, 'collector', 'manifest', file, ...flags], {
        timeoutMillis: 900_000,
      });
      expect(printed.trim()).toBe(join(folder, 'out', 'own'));
      const listed = await run(join(folder, 'out', 'own'), ['components']);
      expect([...listed.matchAll(/- name: (\S+)/g)].map(([, type]) => type)).toEqual(['nop', 'nop']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  1_000_000,
);
