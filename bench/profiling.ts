// What taking profiles costs a service under a constant load, and what it costs to begin: V8's own profiler, and
// @datadog/pprof, whose samples know their request.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SAMPLERS } from './profiling/samplers.ts';
import { sendRequests } from './requests/load.ts';
import { median } from './requests/measure.ts';

const WARM_UP_REQUESTS = 60_000;
const REQUESTS_PER_SECOND = 1_000;
/** After a sampler was switched on, what it does once is over. */
const SETTLE_MILLIS = 500;
/** Default of `BINNACLE_PROFILING_PERIOD`: one profile is taken out in that time. */
const PERIOD_SECONDS = 60;
const GOAL_PERCENT = 1;
/** Those that are shipped, alone and, as `default`, CPU and heap together. */
const GOAL_SAMPLERS = ['default', 'inspector', 'datadog', 'heap'];

const HELP = `npm run bench:profiling -- [--rounds N] [--seconds N] [--interval MS] [--samplers NAMES] [--json]

Serves ${REQUESTS_PER_SECOND} requests a second, and switches each sampler on for N seconds (2) in N rounds (40), in an
order that turns, with a sample every MS milliseconds (20); only those of NAMES beside none, with commas. Prints the share of one processor that each adds to the
service: while it takes samples, and with one profile of a minute that is taken out, encoded and compressed; and what
it costs to begin. Exit status 1 where one that is shipped is above ${GOAL_PERCENT} %, surely: by two standard errors.`;

interface Reading {
  readonly cpuMicros: number;
  readonly tookCpuMicros: number;
}

const startService = async () => {
  const child = fork(join(import.meta.dirname, 'profiling/service.ts'), {
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  });
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`the service ended with ${code}`);
  });
  ended.catch(() => {});
  const answer = async <T>(): Promise<T> => (await Promise.race([once(child, 'message'), ended]))[0] as T;
  const { port } = await answer<{ port: number }>();
  return {
    port,
    ask: (question: object): Promise<Reading> => {
      const reading = answer<Reading>();
      child.send(question);
      return reading;
    },
    stop: async () => {
      child.disconnect();
      await ended.catch(() => {});
    },
  };
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '2' },
    interval: { type: 'string', default: '20' },
    samplers: { type: 'string', default: Object.keys(SAMPLERS).join() },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [rounds, seconds, interval] = [values.rounds, values.seconds, values.interval].map(Number);
if (![rounds, seconds, interval].every((value) => Number.isInteger(value) && Number(value) > 0)) {
  console.error('--rounds, --seconds and --interval: expected whole numbers above 0');
  process.exit(2);
}

interface Window {
  /** Of one processor. */
  readonly percent: number;
  readonly startCpuMillis: number;
  readonly takeCpuMillis: number;
}

const asked = values.samplers.split(',');
const unknown = asked.filter((name) => !Object.hasOwn(SAMPLERS, name));
if (unknown.length > 0) {
  console.error(`--samplers: ${unknown.join()} is not there; there are ${Object.keys(SAMPLERS).join()}`);
  process.exit(2);
}
const names = Object.keys(SAMPLERS).filter((name) => name === 'none' || asked.includes(name));
const windows = new Map<string, Window[]>(names.map((name) => [name, []]));
const firstStarts = new Map<string, number>();
const service = await startService();

const measure = async (name: string): Promise<void> => {
  const { ask, port } = service;
  const started = await ask({ do: 'start', sampler: name, intervalMicros: Number(interval) * 1_000 });
  if (!firstStarts.has(name)) firstStarts.set(name, started.tookCpuMicros / 1_000);
  const wanted = Number(seconds) * REQUESTS_PER_SECOND;
  const settling = (SETTLE_MILLIS / 1_000) * REQUESTS_PER_SECOND;
  await sendRequests({ port, requests: settling, perSecond: REQUESTS_PER_SECOND });
  const before = await ask({ do: 'read' });
  const since = performance.now();
  await sendRequests({ port, requests: wanted, perSecond: REQUESTS_PER_SECOND });
  const after = await ask({ do: 'read' });
  const elapsedMicros = (performance.now() - since) * 1_000;
  const taken = await ask({ do: 'take' });
  await ask({ do: 'stop' });
  windows.get(name)?.push({
    percent: ((after.cpuMicros - before.cpuMicros) / elapsedMicros) * 100,
    startCpuMillis: started.tookCpuMicros / 1_000,
    takeCpuMillis: taken.tookCpuMicros / 1_000,
  });
};

try {
  await sendRequests({ port: service.port, requests: WARM_UP_REQUESTS });
  for (let round = 0; round < Number(rounds); round++) {
    if (!values.json) process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    for (let i = 0; i < names.length; i++) await measure(names[(i + round) % names.length] as string);
    await delay(100);
  }
} finally {
  await service.stop();
}

const of = (name: string): readonly Window[] => windows.get(name) ?? [];
const bare = of('none');
const rows = names.map((name) => {
  // Windows of one round, so that what changes slowly on the machine falls out.
  const added = of(name).map(({ percent }, round) => percent - (bare[round]?.percent ?? Number.NaN));
  const mean = added.reduce((sum, each) => sum + each, 0) / added.length;
  const deviation = Math.sqrt(added.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (added.length - 1));
  const takePercent = (median(of(name).map(({ takeCpuMillis }) => takeCpuMillis)) * 0.1) / PERIOD_SECONDS;
  return {
    name,
    percent: median(of(name).map(({ percent }) => percent)),
    addedPercent: median(added),
    errorPercent: deviation / Math.sqrt(added.length),
    takePercent,
    startCpuMillis: median(of(name).map(({ startCpuMillis }) => startCpuMillis)),
    firstStartCpuMillis: firstStarts.get(name) ?? Number.NaN,
  };
});
const goals = rows
  .filter(({ name }) => GOAL_SAMPLERS.includes(name))
  .map(({ name, percent, addedPercent, takePercent, errorPercent }) => {
    const sum = addedPercent + takePercent;
    // Two standard errors: what a quiet machine, or more rounds, would make smaller.
    const [low, high] = [sum - 2 * errorPercent, sum + 2 * errorPercent];
    const ratio = percent / (median(bare.map((window) => window.percent)) || 1);
    return { name, sum, low, high, ratio, isMet: high <= GOAL_PERCENT, isMissed: low > GOAL_PERCENT };
  });
if (values.json) console.log(JSON.stringify({ rounds, seconds, interval, rows, goals }));
else {
  console.log(`a sample every ${interval} ms; shares of one processor`);
  for (const row of rows)
    console.log(
      `${row.name.padEnd(12)} ${row.percent.toFixed(2)} %, added ${row.addedPercent.toFixed(2)} ± ${row.errorPercent.toFixed(2)} %, profiles taken out ${row.takePercent.toFixed(3)} %, begins with ${row.startCpuMillis.toFixed(1)} ms of CPU, the first time ${row.firstStartCpuMillis.toFixed(1)} ms`,
    );
  for (const { name, sum, low, high, ratio, isMet, isMissed } of goals) {
    const verdict = isMet ? 'met' : isMissed ? 'NOT met' : 'not sure, try more rounds';
    console.log(
      `${name} adds ${sum.toFixed(2)} % of a processor (${low.toFixed(2)} to ${high.toFixed(2)}), goal ${GOAL_PERCENT} %: ${verdict}; CPU with it ${ratio.toFixed(3)} of that without`,
    );
  }
}
if (goals.some(({ isMissed }) => isMissed)) process.exitCode = 1;
