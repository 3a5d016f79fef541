// What tracing adds to a request: CPU time, which other programs on the machine disturb least, and resident memory.
// Rounds are interleaved, so that a slow moment of the machine meets all alike; the ratio counts, the times do not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bare, binnacle, binnacleSampled, datadog, upstream } from './requests/candidates.ts';
import { type Measured, measure, median, REQUESTS_PER_SECOND, WARM_UP_REQUESTS } from './requests/measure.ts';
import { startSink } from './requests/sink.ts';
import { wholeNumber } from './whole-number.ts';

const SAMPLED_RATIO = 0.1;
const MEGABYTE = 1_048_576;
const MAX_ROUNDS = 100;
const MAX_REQUESTS = 1_000_000;

const HELP = `npm run bench:requests -- [--rounds N] [--requests N] [--json]

Serves an Express route over 16 connections bare, with binnacle/register (every request traced, and 10 % of them),
with OpenTelemetry's auto-instrumentations-node/register and with dd-trace/initialize.mjs. Prints the CPU time that
each adds to a request, and resident memory under load: medians of N rounds (3) of N requests (60000) each, at
${REQUESTS_PER_SECOND} a second after a warm-up of ${WARM_UP_REQUESTS}. All export to a server on this machine that answers at once;
one that sends no spans, or none with the route's name, fails the run.
--only takes some of bare, binnacle, "binnacle 10 %", upstream and dd-trace, with commas between them.
The peers are installed from the registry at the first run.`;

/** What the ratios are to be at most. */
const GOALS = { cpu: 0.3, cpuSampled: 0.12, cpuDatadog: 1, memory: 0.5 } as const;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    requests: { type: 'string', default: '60000' },
    only: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const rounds = wholeNumber('rounds', values.rounds, MAX_ROUNDS);
const requests = wholeNumber('requests', values.requests, MAX_REQUESTS);
if (!existsSync(join(import.meta.dirname, '../dist/node/register.js'))) {
  console.error('dist is not there: npm run build');
  process.exit(1);
}

const sink = await startSink();
const full = binnacle(sink.url);
const sampled = binnacleSampled(sink.url, SAMPLED_RATIO);
const peer = upstream(sink.url);
const dd = datadog(sink.url);
const candidates = [bare, full, sampled, peer, dd].filter(
  ({ name }) => values.only === undefined || values.only.split(',').includes(name),
);

const samples = new Map<string, Measured[]>(candidates.map(({ name }) => [name, []]));
try {
  for (let round = 0; round < rounds; round++)
    for (const candidate of candidates)
      samples.get(candidate.name)?.push(await measure(candidate, sink, requests));
} finally {
  sink.close();
}

const of = (name: string): Measured => {
  const all = samples.get(name) ?? [];
  return {
    cpuMicrosPerRequest: median(all.map(({ cpuMicrosPerRequest }) => cpuMicrosPerRequest)),
    rssBytes: median(all.map(({ rssBytes }) => rssBytes)),
    spansPerRequest: median(all.map(({ spansPerRequest }) => spansPerRequest)),
  };
};
const addedBy = (name: string): number => of(name).cpuMicrosPerRequest - of('bare').cpuMicrosPerRequest;

const ratios = {
  cpu: addedBy(full.name) / addedBy(peer.name),
  cpuSampled: addedBy(sampled.name) / addedBy(peer.name),
  cpuDatadog: addedBy(full.name) / addedBy(dd.name),
  memory: of(full.name).rssBytes / of(peer.name).rssBytes,
};

if (values.json) {
  console.log(
    JSON.stringify({
      rounds,
      requests,
      measured: candidates.map(({ name }) => ({ name, ...of(name) })),
      ratios,
    }),
  );
} else {
  const bareCpu = of('bare').cpuMicrosPerRequest.toFixed(0);
  console.log(`bare: ${bareCpu} µs of CPU a request; medians of ${rounds} rounds of ${requests} requests`);
  for (const { name } of candidates) {
    const { rssBytes, spansPerRequest } = of(name);
    console.log(
      `${name.padEnd(14)} +${addedBy(name).toFixed(0).padStart(4)} µs  ${(rssBytes / MEGABYTE).toFixed(0).padStart(4)} MB  ` +
        `${spansPerRequest.toFixed(2)} spans a request arrived`,
    );
  }
  const line = (what: string, ratio: number, goal: number): string =>
    `${what.padEnd(44)} ${ratio.toFixed(2)}  goal ${goal.toFixed(2)}: ${ratio <= goal ? 'met' : 'NOT met'}`;
  console.log(line('CPU added, binnacle against dd-trace', ratios.cpuDatadog, GOALS.cpuDatadog));
  console.log(line('memory, binnacle against upstream', ratios.memory, GOALS.memory));
  console.log(line('CPU added, 10 % sampled against upstream in full', ratios.cpuSampled, GOALS.cpuSampled));
  console.log(line('CPU added, binnacle against upstream', ratios.cpu, GOALS.cpu));
}
