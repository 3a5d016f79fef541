// How long the slowest query of each dashboard takes with many services, on the real Prometheus with the shipped rules,
// while the services export; with the series that rules record and, for those that read them, without.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { dashboards } from '../src/monitoring/index.ts';
import { requireServer } from '../test/backends/find-server.ts';
import { freePort } from '../test/backends/ports.ts';
import type { RunningServer } from '../test/backends/start.ts';
import { startPrometheus } from '../test/backends/start-prometheus.ts';
import { writePrometheusConfig } from '../test/integration/stack-files.ts';
import { composeFlags } from '../test/monitoring/compose-flags.ts';
import { asksPrometheus, readsRecorded } from '../test/monitoring/dashboard-queries.ts';
import { jobOf } from './dashboards/fleet.ts';
import { ruleGroups, slowestQuery } from './dashboards/measure.ts';
import { startExports, writeRaw, writeRecorded } from './dashboards/seed.ts';

const GOAL_MILLIS = 300;
/** Every group of rules has run at least once, most of them more often. */
const RULES_MILLIS = 75_000;

const HELP = `npm run bench:dashboards [-- options]

Seeds a real Prometheus with services that have HTTP endpoints, database operations and calls of each other, lets the
shipped rules run and the services export once a minute, and opens every dashboard again and again as Grafana does.
Takes about five minutes. Exit status 1 where a goal is missed.

  --services <n>   200
  --endpoints <n>  of each service; 30
  --rounds <n>     how often each dashboard is opened; 10
  --only <ids>     some dashboards, with commas between them
  --json           print one line of JSON
  --help           print this
`;

const { values } = parseArgs({
  options: {
    services: { type: 'string', default: '200' },
    endpoints: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '10' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const wholeNumber = (name: 'services' | 'endpoints' | 'rounds', max: number): number => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  console.error(`--${name}: "${values[name]}" is not accepted; expected 1 to ${max}\n\n${HELP}`);
  process.exit(2);
};
const fleet = { services: wholeNumber('services', 2_000), endpoints: wholeNumber('endpoints', 1_000) };
const rounds = wholeNumber('rounds', 1_000);
const ids = values.only?.split(',') ?? dashboards.map(({ id }) => id);
const unknown = ids.filter((id) => !dashboards.some((dashboard) => dashboard.id === id));
if (unknown.length > 0) {
  console.error(
    `--only: no dashboard ${unknown.join(', ')}; there are ${dashboards.map(({ id }) => id).join(', ')}`,
  );
  process.exit(2);
}
const chosen = dashboards.filter((dashboard) => ids.includes(dashboard.id) && asksPrometheus(dashboard));
if (chosen.length === 0) {
  console.error('--only: none of them asks Prometheus');
  process.exit(2);
}
const binary = await requireServer('prometheus');
if (!binary) process.exit(1);

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const measureAll = async ({ url, pid }: RunningServer, useRules: () => Promise<void>) => {
  const service = jobOf(0);
  const started = Date.now();
  say('writing a day of what rules record');
  await writeRecorded(url, fleet, started);
  say(`writing 20 minutes of ${fleet.services} services with ${fleet.endpoints} endpoints`);
  await writeRaw(url, fleet, Date.now());
  await useRules();
  process.kill(pid, 'SIGHUP');
  const stopExports = startExports(url, fleet);
  try {
    say('waiting for the rules');
    await delay(RULES_MILLIS);
    const groups = await ruleGroups(url);
    const results = [];
    for (const dashboard of chosen) {
      say(`opening ${dashboard.id}`);
      const recorded = await slowestQuery(url, dashboard, { service, recorded: true, rounds });
      const raw = readsRecorded(dashboard)
        ? await slowestQuery(url, dashboard, { service, recorded: false, rounds: 1 })
        : undefined;
      results.push({ ...recorded, raw });
    }
    const again = await ruleGroups(url);
    const worst = again.map((group) => {
      const before = groups.find(({ name }) => name === group.name);
      return { ...group, seconds: Math.max(group.seconds, before?.seconds ?? 0) };
    });
    const { data } = (await (await fetch(`${url}/api/v1/status/tsdb`)).json()) as {
      data: { headStats: { numSeries: number } };
    };
    return { series: data.headStats.numSeries, results, groups: worst };
  } finally {
    await stopExports();
  }
};

const directory = await mkdtemp(join(tmpdir(), 'binnacle-dashboards-'));
const config = join(directory, 'prometheus.yml');
const port = await freePort();
// Rules and scrapes come later: with a sample of now, Prometheus takes none of the days before.
await writeFile(config, '{}');
const useRules = (): Promise<void> =>
  writePrometheusConfig(config, { prometheus: `127.0.0.1:${port}`, alertmanager: '127.0.0.1:1' });
const server = await startPrometheus({
  binary,
  config,
  dataDir: directory,
  port,
  args: [
    ...(await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature'])),
    '--web.enable-remote-write-receiver',
  ],
});
const stop = async (): Promise<void> => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().then(() => process.exit(130)));

try {
  const { series, results, groups } = await measureAll(server, useRules);
  const slowest = Math.max(...results.map(({ p95Millis }) => p95Millis));
  const busiest = groups.reduce((one, other) =>
    other.seconds / other.intervalSeconds > one.seconds / one.intervalSeconds ? other : one,
  );
  const met = slowest < GOAL_MILLIS && busiest.seconds < busiest.intervalSeconds;
  if (values.json) console.log(JSON.stringify({ ...fleet, rounds, series, results, groups, met }));
  else {
    console.log(
      `${fleet.services} services, ${fleet.endpoints} endpoints each: ${series} series; ${rounds} rounds\n`,
    );
    console.log(
      `${'dashboard, its slowest query'.padEnd(52)}  samples   least     p50     p95   without recorded series`,
    );
    for (const { dashboard, panel, samples, leastMillis, p50Millis, p95Millis, raw } of results)
      console.log(
        [
          `${dashboard}, ${panel}`.padEnd(52),
          String(samples).padStart(9),
          `${leastMillis.toFixed(0)} ms`.padStart(8),
          `${p50Millis.toFixed(0)} ms`.padStart(8),
          `${p95Millis.toFixed(0)} ms`.padStart(8),
          ...(raw
            ? [
                `  ${raw.panel}`.padEnd(36),
                String(raw.samples).padStart(10),
                `${raw.p95Millis.toFixed(0)} ms`.padStart(9),
                `${(raw.p95Millis / p95Millis).toFixed(1)} times`.padStart(12),
              ]
            : []),
        ].join(''),
      );
    console.log(`\nslowest: ${slowest.toFixed(0)} ms, goal: below ${GOAL_MILLIS} ms\n\nrules, the longest`);
    for (const { name, seconds, intervalSeconds } of groups.slice(0, 5))
      console.log(`${name.padEnd(52)}${seconds.toFixed(2).padStart(6)} s of ${intervalSeconds} s`);
    console.log(met ? '\nmet' : '\nNOT met');
  }
  process.exitCode = met ? 0 : 1;
} finally {
  await stop();
}
