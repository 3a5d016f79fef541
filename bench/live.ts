// How long a request takes from its end until its count is to be seen, with BINNACLE_LIVE=true: on the embedded page,
// and in a Prometheus query through the real Collector.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FREE_PORTS, startBackend } from '../scripts/start/backend.ts';
import { type Child, startChild, urlOfMessage } from '../scripts/start/child.ts';
import { panelQueries } from '../test/integration/ask-servers.ts';
import { findBinaries, startRealStack } from '../test/integration/real-stack.ts';
import { countedByQuery, countedOnPage } from './live/counted.ts';
import { type Delays, measure } from './live/measure.ts';

const root = join(import.meta.dirname, '..');
const GOAL_MILLIS = 1_000;
const MAX_REQUESTS = 1_000;

const HELP = `npm run bench:live [-- options]

Measures from the end of a request to its count, on the embedded page and in Prometheus. Needs a build, and the real
servers for the second.

  --requests <n>  how many requests for each, 1 to ${MAX_REQUESTS}; 40
  --json          print one line of JSON
  --help          print this
`;

const startStorefront = (otlpUrl: string): Promise<Child<string>> =>
  startChild({
    name: 'storefront',
    args: ['--import', 'binnacle/register', 'examples/storefront/server.mjs'],
    cwd: root,
    env: {
      BINNACLE_LIVE: 'true',
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
      OTEL_SERVICE_NAME: 'storefront',
      PORT: '0',
      SLOW_MILLIS: '1',
    },
    ready: urlOfMessage,
  });

const measureEmbedded = async (requests: number): Promise<Delays> => {
  const backend = await startBackend(join(root, 'dist/cli/main.js'), FREE_PORTS);
  const storefront = await startStorefront(backend.ready.otlpHttp);
  const counted = await countedOnPage(backend.ready.page);
  try {
    return await measure(`${storefront.ready}/slow`, requests, counted);
  } finally {
    counted.close();
    await storefront.stop();
    await backend.stop();
  }
};

const measurePrometheus = async (requests: number): Promise<Delays | undefined> => {
  const binaries = await findBinaries();
  if (!binaries) return undefined;
  const stack = await startRealStack(binaries);
  try {
    await stack.useSampling('development');
    const storefront = await startStorefront(stack.otlpUrl);
    const [promql = ''] = panelQueries('Requests in range', 'storefront');
    try {
      return await measure(`${storefront.ready}/slow`, requests, countedByQuery(stack.prometheusUrl, promql));
    } finally {
      await storefront.stop();
    }
  } finally {
    await stack.stop();
  }
};

const render = (where: string, delays: Delays | undefined): string => {
  if (!delays) return `${where}  not measured`;
  const { p50Millis, p95Millis, maxMillis } = delays;
  const met = p95Millis < GOAL_MILLIS ? 'met' : 'NOT met';
  return `${where}  p50 ${p50Millis} ms, p95 ${p95Millis} ms, max ${maxMillis} ms; goal p95 < ${GOAL_MILLIS} ms: ${met}`;
};

const run = async (requests: number, json: boolean): Promise<void> => {
  const embedded = await measureEmbedded(requests);
  const prometheus = await measurePrometheus(requests);
  if (json) console.log(JSON.stringify({ requests, embedded, prometheus: prometheus ?? null }));
  else {
    console.log(render('embedded page   ', embedded));
    console.log(render('Prometheus query', prometheus));
  }
};

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '40' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const requests = Number(values.requests);
if (values.help) process.stdout.write(HELP);
else if (!Number.isInteger(requests) || requests < 1 || requests > MAX_REQUESTS) {
  console.error(`--requests: "${values.requests}" is not accepted; expected 1 to ${MAX_REQUESTS}\n\n${HELP}`);
  process.exitCode = 2;
} else await run(requests, values.json);
