// What redaction costs in the real Collector: processor time and records a second, with the shipped configuration and
// with the same one without its redaction.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { requireServer } from '../test/backends/find-server.ts';
import { type Cost, measure, type Signal } from './collector-redaction/measure.ts';

const SHIPPED = ['collector.yaml', 'redaction.yaml'].map((file) =>
  join(import.meta.dirname, '../collector', file),
);
const MAX_SECONDS = 60;

const HELP = `npm run bench:collector-redaction [-- options]

Sends spans and log records to the real Collector on loopback, one in ten with something to hide.

  --config <file>  measure another configuration, also of several files;
                   collector/collector.yaml and collector/redaction.yaml
  --seconds <n>    how long for each of four measurements, 1 to ${MAX_SECONDS}; 4
  --json           print one line of JSON
  --help           print this
`;

const render = (what: string, { cpuMicros, recordsPerSecond }: Cost): string =>
  `${what.padEnd(28)} ${cpuMicros.toFixed(1).padStart(7)} µs a record, ${Math.round(recordsPerSecond).toString().padStart(7)} records/s`;

const run = async (configs: readonly string[], seconds: number, json: boolean): Promise<void> => {
  const binary = await requireServer('otelcol');
  if (!binary) return;
  const without = await measure(binary, configs, false, seconds);
  const redacted = await measure(binary, configs, true, seconds);
  if (json) {
    console.log(JSON.stringify({ without, redacted }));
    return;
  }
  for (const signal of Object.keys(without) as Signal[]) {
    console.log(render(`${signal} without redaction`, without[signal]));
    console.log(render(`${signal} with redaction`, redacted[signal]));
  }
};

const { values } = parseArgs({
  options: {
    config: { type: 'string', multiple: true, default: SHIPPED },
    seconds: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const seconds = Number(values.seconds);
if (values.help) process.stdout.write(HELP);
else if (!(seconds >= 1 && seconds <= MAX_SECONDS)) {
  console.error(`--seconds: "${values.seconds}" is not accepted; expected 1 to ${MAX_SECONDS}\n\n${HELP}`);
  process.exitCode = 2;
} else await run(values.config, seconds, values.json);
