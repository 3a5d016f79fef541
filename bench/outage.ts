/**
 * A service under load whose Collector goes away for a while: which of its spans, log records and counts arrive, how
 * much memory and disk the outage takes, and how long it takes to catch up.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { requireServer } from '../test/backends/find-server.ts';
import { createFileCollector } from '../test/node/file-collector.ts';

const HELP = `npm run bench:outage -- [--seconds N] [--memory] [--json]

Runs a service that makes about 500 spans and 500 log records a second, counts the records, ends
the real Collector for N seconds (60), starts it again and tells what did not arrive. With
BINNACLE_BUFFER_DIR; --memory: without.`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    memory: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const seconds = Number(values.seconds);
if (!(seconds >= 1 && seconds <= 3_600)) {
  console.error(`--seconds: ${values.seconds} is not accepted, expected a number from 1 to 3600`);
  process.exit(2);
}
const root = join(import.meta.dirname, '..');
if (!existsSync(join(root, 'dist/node/register.js'))) {
  console.error('dist is not there: npm run build');
  process.exit(1);
}
const binary = await requireServer('otelcol');
if (binary === undefined) process.exit(1);

const STEADY_MILLIS = 3_000;
const CATCH_UP_MILLIS = 120_000;

const fixture = (file: string): string => join(root, 'test/node/fixtures', file);
const folder = mkdtempSync(join(tmpdir(), 'binnacle-outage-'));
const buffer = join(folder, 'buffer');
const collector = await createFileCollector(binary);
await collector.start();

const service = spawn(
  process.execPath,
  ['--import', 'binnacle/register', '--import', fixture('load-all.cjs'), fixture('load.cjs')],
  {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '1000',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
      ...(!values.memory && { BINNACLE_BUFFER_DIR: buffer }),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
let printed = '';
service.stdout.setEncoding('utf8').on('data', (text: string) => {
  printed += text;
});
const ended = once(service, 'close');

const sizeOf = (path: string): number => {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  return stats.isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : stats.size;
};
/** Resident memory, in megabytes; Linux only. */
const memory = (): number => {
  const status = `/proc/${service.pid}/status`;
  const kilobytes = existsSync(status) ? /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return Number(kilobytes) / 1024;
};

const spansMade = (): string[] => [...printed.matchAll(/^span (\w+)$/gm)].map(([, id = '']) => id);
const recordsMade = (): string[] => printed.match(/^record \d+$/gm) ?? [];
const recordsArrived = async (): Promise<ReadonlySet<unknown>> =>
  new Set((await collector.logRecords()).map(({ body }) => body));
/** The running total of the records, by the moment at which it was taken. */
const countsArrived = async (): Promise<ReadonlyMap<string, number>> =>
  new Map(
    (await collector.metricPoints())
      .filter(({ metric }) => metric === 'load.records')
      .map(({ at, value }) => [at, value ?? Number.NaN]),
  );
const nanosNow = (): bigint => BigInt(Date.now()) * 1_000_000n;

await delay(STEADY_MILLIS);
const wentAway = nanosNow();
const memoryBefore = memory();
await collector.stop();
await delay(seconds * 1_000);
const memoryAfter = memory();
const onDisk = sizeOf(buffer);
const cameBack = nanosNow();
await collector.start();
const back = performance.now();
const backlog = new Set<unknown>([...spansMade(), ...recordsMade()]);
for (;;) {
  for (const id of (await collector.spans()).keys()) backlog.delete(id);
  for (const record of await recordsArrived()) backlog.delete(record);
  if (backlog.size === 0 || performance.now() - back > CATCH_UP_MILLIS) break;
  await delay(200);
}
const caughtUpSeconds = (performance.now() - back) / 1_000;
service.stdin.end();
await ended;
// The Collector writes its file a moment after it has answered.
await delay(1_000);

const made = spansMade();
const records = recordsMade();
const arrived = await collector.spans();
const arrivedRecords = await recordsArrived();
const counts = await countsArrived();
const result = {
  seconds,
  made: made.length,
  missing: made.filter((id) => !arrived.has(id)).length,
  twice: made.filter((id) => (arrived.get(id) ?? 0) > 1).length,
  logRecordsMade: records.length,
  logRecordsMissing: records.filter((record) => !arrivedRecords.has(record)).length,
  counted: Math.max(0, ...counts.values()),
  countsOfOutage: [...counts.keys()].filter((at) => BigInt(at) > wentAway && BigInt(at) < cameBack).length,
  caughtUpSeconds,
  memoryAddedMegabytes: memoryAfter - memoryBefore,
  diskMegabytes: onDisk / 1024 ** 2,
};
await collector.remove();
rmSync(folder, { recursive: true, force: true });
if (values.json) console.log(JSON.stringify(result));
else
  console.log(
    `${seconds} s without the Collector: ${result.made} spans made, ${result.missing} missing, ${result.twice} twice; ` +
      `${result.logRecordsMade} log records made, ${result.logRecordsMissing} missing; ` +
      `the metric of them says ${result.counted}, and ${result.countsOfOutage} times during the outage; ` +
      `caught up ${caughtUpSeconds.toFixed(1)} s after its return; ` +
      `memory ${result.memoryAddedMegabytes.toFixed(0)} MB more, ${result.diskMegabytes.toFixed(1)} MB on disk`,
  );
const isWhole =
  result.missing === 0 && result.logRecordsMissing === 0 && result.counted === result.logRecordsMade;
process.exitCode = isWhole ? 0 : 1;
