// What tracing adds to a request: CPU time, which other programs on the machine disturb least, and resident memory.
// All run at the same time and get their requests in turns; the ratio counts, the times do not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bare, binnacle, binnacleSampled, type Candidate, datadog, upstream } from './requests/candidates.ts';
import { addedMicros, measureInTurns, median } from './requests/measure.ts';
import { type Sink, startSink } from './requests/sink.ts';
import { wholeNumber } from './whole-number.ts';

const SAMPLED_RATIO = 0.1;
const MEGABYTE = 1_048_576;
const MAX_TURNS = 100;
const MAX_REQUESTS = 1_000_000;

/**
 * As fast as they are answered, so that what is measured then was compiled already, also where only every tenth
 * request is recorded: what Node spends on compiling counts as the service's, and would be most of it.
 */
const WARM_UP_REQUESTS = 150_000;

const HELP = `npm run bench:requests -- [--turns N] [--requests N] [--per-second N] [--only NAMES] [--json]

Serves an Express route over 16 connections bare, with binnacle/register (every request traced, and 10 % of them),
with OpenTelemetry's auto-instrumentations-node/register and with dd-trace/initialize.mjs. All run at the same time;
after a warm-up of ${WARM_UP_REQUESTS} requests each they get N requests (10000) in turns, N times (12): as many at a time
as they can answer, or --per-second N. A service that waits between requests finds less in the processor's caches,
and each request costs more, also without tracing; the slowest here can answer about 4000 a second.
Prints the CPU time that each adds to a request, the median of its turns, and resident memory under load. Each exports
to a server on this machine that answers at once; one that sends no spans, or none with the route's name, fails the run.
--only takes some of bare, binnacle, "binnacle 10 %", upstream and dd-trace, with commas between them.
The peers are installed from the registry at the first run.`;

/** What the ratios are to be at most. */
const GOALS = { cpu: 0.3, cpuSampled: 0.12, cpuDatadog: 1, memory: 0.5 } as const;

const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '12' },
    requests: { type: 'string', default: '10000' },
    'per-second': { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const turns = wholeNumber('turns', values.turns, MAX_TURNS);
const requests = wholeNumber('requests', values.requests, MAX_REQUESTS);
const perSecond =
  values['per-second'] === undefined
    ? undefined
    : wholeNumber('per-second', values['per-second'], MAX_REQUESTS);
if (!existsSync(join(import.meta.dirname, '../dist/node/register.js'))) {
  console.error('dist is not there: npm run build');
  process.exit(1);
}

const NAMES = {
  full: 'binnacle',
  sampled: `binnacle ${SAMPLED_RATIO * 100} %`,
  peer: 'upstream',
  dd: 'dd-trace',
};
const wanted = values.only?.split(',');
const sinks = new Map<string, Sink>();
const candidates: Candidate[] = [bare];
for (const create of [binnacle, (url: string) => binnacleSampled(url, SAMPLED_RATIO), upstream, datadog]) {
  const sink = await startSink();
  const candidate = create(sink.url);
  if (wanted && !wanted.includes(candidate.name)) sink.close();
  else {
    sinks.set(candidate.name, sink);
    candidates.push(candidate);
  }
}

/** Fails where a candidate does not do what it is measured for. */
const check = ({ name, spans }: Candidate): number => {
  const sink = sinks.get(name);
  if (!spans || !sink) return 0;
  const [least, most] = spans;
  const perRequest = sink.spans() / (turns * requests);
  if (!(perRequest >= least && perRequest <= most))
    throw new Error(`${name} sent ${perRequest} spans a request, not ${least} to ${most}`);
  if (!sink.sawRoute()) throw new Error(`${name} did not name a span by its route`);
  return perRequest;
};

const measured = await measureInTurns(candidates, {
  warmUp: WARM_UP_REQUESTS,
  turns,
  requests,
  ...(perSecond !== undefined && { perSecond }),
  onTurn: (turn) => {
    if (turn === 0) for (const sink of sinks.values()) sink.reset();
    if (process.stderr.isTTY) process.stderr.write(turn ? `turn ${turn} of ${turns}\n` : 'warmed up\n');
  },
}).finally(() => {
  for (const sink of sinks.values()) sink.close();
});

const results = candidates.map((candidate) => {
  const all = measured.get(candidate.name) ?? [];
  return {
    name: candidate.name,
    cpuMicrosPerRequest: median(all.map(({ cpuMicrosPerRequest }) => cpuMicrosPerRequest)),
    addedMicros: addedMicros(measured, candidate.name, bare.name),
    rssBytes: median(all.map(({ rssBytes }) => rssBytes)),
    spansPerRequest: check(candidate),
  };
});
const of = (name: string) => results.find((each) => each.name === name);
const ratio = (what: 'addedMicros' | 'rssBytes', name: string, to: string): number =>
  (of(name)?.[what] ?? Number.NaN) / (of(to)?.[what] ?? Number.NaN);

const ratios = {
  cpu: ratio('addedMicros', NAMES.full, NAMES.peer),
  cpuSampled: ratio('addedMicros', NAMES.sampled, NAMES.peer),
  cpuDatadog: ratio('addedMicros', NAMES.full, NAMES.dd),
  memory: ratio('rssBytes', NAMES.full, NAMES.peer),
};

if (values.json) console.log(JSON.stringify({ turns, requests, measured: results, ratios }));
else {
  const bareCpu = of(bare.name)?.cpuMicrosPerRequest.toFixed(0);
  console.log(
    `bare: ${bareCpu} µs of CPU a request; medians of ${turns} turns of ${requests} requests${perSecond ? ` at ${perSecond} a second` : ''}`,
  );
  for (const { name, addedMicros: added, rssBytes, spansPerRequest } of results)
    console.log(
      `${name.padEnd(14)} +${added.toFixed(0).padStart(4)} µs  ${(rssBytes / MEGABYTE).toFixed(0).padStart(4)} MB  ` +
        `${spansPerRequest.toFixed(2)} spans a request arrived`,
    );
  const line = (what: string, value: number, goal: number): string =>
    `${what.padEnd(44)} ${value.toFixed(2)}  goal ${goal.toFixed(2)}: ${value <= goal ? 'met' : 'NOT met'}`;
  console.log(line('CPU added, binnacle against dd-trace', ratios.cpuDatadog, GOALS.cpuDatadog));
  console.log(line('memory, binnacle against upstream', ratios.memory, GOALS.memory));
  console.log(line('CPU added, 10 % sampled against upstream in full', ratios.cpuSampled, GOALS.cpuSampled));
  console.log(line('CPU added, binnacle against upstream', ratios.cpu, GOALS.cpu));
}
