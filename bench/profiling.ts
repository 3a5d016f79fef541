// What taking profiles costs a service under a constant load: each way to take samples alone, V8's own profiler and
// @datadog/pprof, whose samples know their request; what is shipped, as the sum of its parts; and as it runs, over whole
// periods, which shows that no part is forgotten.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PERIOD_MILLIS, SAMPLERS, SHIPPED, WINDOW_MILLIS } from './profiling/samplers.ts';
import type { Question } from './profiling/service.ts';
import { sendRequests } from './requests/load.ts';
import { median } from './requests/measure.ts';
import { meanOf, standardErrorOf } from './standard-error.ts';
import { wholeNumber } from './whole-number.ts';

const WARM_UP_REQUESTS = 60_000;
const REQUESTS_PER_SECOND = 1_000;
/** After a sampler was switched on, what it does once is over. */
const SETTLE_SECONDS = 0.5;
/** So that no second window begins. What a window costs is shared by less than the period, which is not in its favour. */
const SECONDS_OF_A_PERIOD = PERIOD_MILLIS / 1_000 - 1;
const GOAL_PERCENT = 1;

const HELP = `npm run bench:profiling -- [--periods N] [--rounds N] [--seconds N] [--interval MS] [--json]

Serves ${REQUESTS_PER_SECOND} requests a second, with a sample every MS milliseconds (20), and prints the share of one
processor that is added: by each way to take samples alone, while it does, in N rounds (40) of N seconds (2), and what it
costs to begin and to end; by what is shipped, a window in each minute and the heap all the time, as the sum of these;
and in N whole periods (3) of a minute beside as many without, which is less exact and has all that there is.
All in one process and in an order that is drawn by lot, without a sampler twice a round, because two processes
differ by more than this costs; so the check whether a window is open, once a context, is in both. It takes half an hour.
Exit status 1 where either is above ${GOAL_PERCENT} %, surely: by two standard errors.`;

const { values } = parseArgs({
  options: {
    periods: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '2' },
    interval: { type: 'string', default: '20' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const periods = wholeNumber('periods', values.periods, 60);
const rounds = wholeNumber('rounds', values.rounds, 1_000);
const seconds = wholeNumber('seconds', values.seconds, 60);
const intervalMillis = wholeNumber('interval', values.interval, 1_000);

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
    ask: (question: Question): Promise<Reading> => {
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
type Service = Awaited<ReturnType<typeof startService>>;

interface Measured {
  /** Of one processor. */
  readonly percent: number;
  readonly startCpuMillis: number;
  readonly stopCpuMillis: number;
}

interface Span {
  readonly seconds: number;
  /** Whether what it costs to begin and to end is in the share. */
  readonly isWhole: boolean;
}

const load = (port: number, forSeconds: number): Promise<void> =>
  sendRequests({ port, requests: forSeconds * REQUESTS_PER_SECOND, perSecond: REQUESTS_PER_SECOND });

const measure = async (
  { ask, port }: Service,
  sampler: string,
  { seconds, isWhole }: Span,
): Promise<Measured> => {
  const first = await ask({ do: 'read' });
  let since = performance.now();
  const started = await ask({ do: 'start', sampler, intervalMicros: intervalMillis * 1_000 });
  let before = first;
  if (!isWhole) {
    await load(port, SETTLE_SECONDS);
    before = await ask({ do: 'read' });
    since = performance.now();
  }
  await load(port, seconds);
  const after = await ask({ do: 'read' });
  const elapsedMicros = (performance.now() - since) * 1_000;
  const stopped = await ask({ do: 'stop' });
  return {
    percent: ((after.cpuMicros - before.cpuMicros) / elapsedMicros) * 100,
    startCpuMillis: started.tookCpuMicros / 1_000,
    stopCpuMillis: stopped.tookCpuMicros / 1_000,
  };
};

/** Drawn by lot: what one leaves behind, such as code that is compiled anew, meets all alike. */
const shuffled = (names: readonly string[]): readonly string[] =>
  names
    .map((name) => ({ name, lot: Math.random() }))
    .toSorted((one, other) => one.lot - other.lot)
    .map(({ name }) => name);

/** Measured twice a round: what it takes by itself is in the difference of each of the others. */
const BARE = 'none';
const BARE_A_ROUND = 2;

/** Each once a round, and what is bare twice. */
const measureAll = async (
  service: Service,
  names: readonly string[],
  times: number,
  span: Span,
): Promise<ReadonlyMap<string, readonly Measured[]>> => {
  const found = new Map<string, Measured[]>(names.map((name) => [name, []]));
  for (let round = 0; round < times; round++) {
    for (const name of shuffled([...names, BARE])) {
      if (!values.json) process.stderr.write(`round ${round + 1} of ${times}, ${span.seconds} s: ${name}\n`);
      found.get(name)?.push(await measure(service, name, span));
    }
  }
  return found;
};

const summarise = (measured: ReadonlyMap<string, readonly Measured[]>) => {
  const bare = (measured.get(BARE) ?? []).map(({ percent }) => percent);
  const bareOf = (round: number): number =>
    meanOf(bare.slice(round * BARE_A_ROUND, (round + 1) * BARE_A_ROUND));
  return [...measured].map(([name, all]) => {
    const ofRound = name === BARE ? BARE_A_ROUND : 1;
    // Of one round, so that what changes slowly on the machine falls out.
    const added = all.map(({ percent }, i) => percent - bareOf(Math.floor(i / ofRound)));
    return {
      name,
      percent: median(all.map(({ percent }) => percent)),
      addedPercent: median(added),
      errorPercent: standardErrorOf(added),
      startCpuMillis: median(all.map(({ startCpuMillis }) => startCpuMillis)),
      stopCpuMillis: median(all.map(({ stopCpuMillis }) => stopCpuMillis)),
    };
  });
};

const service = await startService();
let shipped: ReturnType<typeof summarise>;
let alone: ReturnType<typeof summarise>;
try {
  await sendRequests({ port: service.port, requests: WARM_UP_REQUESTS });
  alone = summarise(await measureAll(service, Object.keys(SAMPLERS), rounds, { seconds, isWhole: false }));
  const period = { seconds: SECONDS_OF_A_PERIOD, isWhole: true };
  shipped = summarise(await measureAll(service, Object.keys(SHIPPED), periods, period));
} finally {
  await service.stop();
}

interface Parts {
  readonly cpu: keyof typeof SAMPLERS;
  readonly heap: keyof typeof SAMPLERS;
  /** How often the heap is read. */
  readonly heapReadSeconds: number;
}

const PARTS = {
  'with @datadog/pprof': {
    cpu: 'CPU by @datadog/pprof',
    heap: 'heap by @datadog/pprof',
    heapReadSeconds: PERIOD_MILLIS / 1_000,
  },
  // That stops the program, and no period of the bench has it.
  'without it': { cpu: 'CPU by the inspector', heap: 'heap by the inspector', heapReadSeconds: 600 },
} satisfies Partial<Record<keyof typeof SHIPPED, Parts>>;

const rowOf = (name: string) => {
  const row = alone.find((one) => one.name === name);
  if (!row) throw new Error(`nothing was measured of ${name}`);
  return row;
};
const percentOfTime = (cpuMillis: number, perMillis: number): number => (cpuMillis / perMillis) * 100;

/** What its parts add together, of one processor. */
const sumOf = ({ cpu, heap, heapReadSeconds }: Parts) => {
  const [window, always] = [rowOf(cpu), rowOf(heap)];
  const share = WINDOW_MILLIS / PERIOD_MILLIS;
  return {
    sum:
      window.addedPercent * share +
      percentOfTime(window.startCpuMillis + window.stopCpuMillis, PERIOD_MILLIS) +
      always.addedPercent +
      percentOfTime(always.stopCpuMillis, heapReadSeconds * 1_000),
    error: Math.hypot(window.errorPercent * share, always.errorPercent),
  };
};
/** By two standard errors: what a quiet machine, or more rounds, would make smaller. */
const verdictOf = (sum: number, error: number): 'met' | 'NOT met' | 'not sure' => {
  if (sum + 2 * error <= GOAL_PERCENT) return 'met';
  return sum - 2 * error > GOAL_PERCENT ? 'NOT met' : 'not sure';
};
const barePercent = rowOf(BARE).percent;
const goals = Object.entries(PARTS).map(([name, parts]) => {
  const { sum, error } = sumOf(parts);
  const whole = shipped.find((one) => one.name === name) ?? {
    addedPercent: Number.NaN,
    errorPercent: Number.NaN,
  };
  return {
    name,
    sum,
    error,
    verdict: verdictOf(sum, error),
    wholePercent: whole.addedPercent,
    wholeErrorPercent: whole.errorPercent,
    wholeVerdict: verdictOf(whole.addedPercent, whole.errorPercent),
    ratio: (barePercent + sum) / barePercent,
  };
});
if (values.json)
  console.log(JSON.stringify({ periods, rounds, seconds, intervalMillis, alone, shipped, goals }));
else {
  console.log(`a sample every ${intervalMillis} ms; shares of one processor`);
  for (const { name, percent, addedPercent, errorPercent, startCpuMillis, stopCpuMillis } of alone)
    console.log(
      `${name}, while it takes samples: ${percent.toFixed(2)} %, added ${addedPercent.toFixed(2)} ± ${errorPercent.toFixed(2)} %; begins with ${startCpuMillis.toFixed(1)} ms of CPU, ends with ${stopCpuMillis.toFixed(1)} ms`,
    );
  for (const { name, wholePercent, wholeErrorPercent, wholeVerdict } of goals)
    console.log(
      `${name}, whole periods: added ${wholePercent.toFixed(2)} ± ${wholeErrorPercent.toFixed(2)} %, goal ${GOAL_PERCENT} %: ${wholeVerdict}`,
    );
  for (const { name, sum, error, verdict, ratio } of goals)
    console.log(
      `profiling ${name}: its parts add ${sum.toFixed(2)} ± ${error.toFixed(2)} % of a processor, goal ${GOAL_PERCENT} %: ${verdict}; CPU with it ${ratio.toFixed(3)} of that without`,
    );
}
if (goals.some(({ verdict, wholeVerdict }) => verdict === 'NOT met' || wholeVerdict === 'NOT met'))
  process.exitCode = 1;
