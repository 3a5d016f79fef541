// One run of the work of `collector validate` and `collector lint`, in a process of its own: what counts is the first
// run, with cold code. Arguments: the package's folder and a configuration. Prints one line of JSON.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { loadSchema } from '../../src/cli/commands/collector/load-schema.ts';
import { lintConfiguration } from '../../src/collector/lint/lint-configuration.ts';
import { validateConfiguration } from '../../src/collector/validate/validate.ts';
import type { Work } from './measured.ts';

const [directory = '', file = ''] = process.argv.slice(2);
const files = [{ name: 'collector.yaml', text: readFileSync(file, 'utf8') }];

const measure = (run: () => void) => {
  const cpu = process.cpuUsage();
  const started = performance.now();
  run();
  const wallMillis = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMillis, cpuMillis: (user + system) / 1000 };
};

const both = (): void => {
  const schema = loadSchema({ directory, version: '' });
  const surroundings = { env: {}, readFile: () => '' };
  validateConfiguration(files, { schema, ...surroundings });
  lintConfiguration(files, { schema, ...surroundings });
};

const cold = measure(both);
for (let run = 0; run < 20; run++) both();
console.log(JSON.stringify({ cold, warm: measure(both) } satisfies Work));
