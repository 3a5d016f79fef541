import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Child, startChild, urlOfMessage } from '../../scripts/start/child.ts';
import { requireServer } from '../backends/find-server.ts';
import { describeFound, findTexts, needlesOf, type Planted, plant, SHAPED } from '../canaries/canaries.ts';
import { collectorMetric, lokiAnswer, prometheusApi, tracesOf } from './ask-servers.ts';
import { createPlaces, type Place, type Store } from './canary/places.ts';
import { findServers, type Servers, startServers } from './canary/servers.ts';
import { startTap, type Tap } from './canary/tap.ts';
import { installedPackage } from './installed-package.ts';
import { findBinaries, type RealStack, startRealStack } from './real-stack.ts';
import { findInFolder } from './search-files.ts';
import { createSecrets } from './secrets.ts';
import { startDatabase } from './services.ts';
import { waitFor } from './wait-for.ts';

const SERVICE = 'canary';
const TO_JAEGER = 'exporter="otlp_grpc/jaeger"';

const places = createPlaces();
/** In the resource, which goes with everything. */
const resource = ['process.command_args', 'process.command_line', 'app.owner'].map((place) => plant(place));
const crash = plant('the error that ends the program');
const all: readonly Planted[] = [...places.map(({ planted }) => planted), ...resource, crash];

const binaries = await findBinaries();
const loki = await requireServer('loki');
const foundServers = binaries ? await findServers() : {};
const withStack = binaries ? describe : describe.skip;

let stack: RealStack;
let servers: Servers;
let database: Child<string>;
let toCollector: Tap;
let other: Tap;
let folder: string;
let service: Child<string>;

const isThere = ({ needs }: Place): boolean => needs === undefined || foundServers[needs] !== undefined;

/** The markers that are to be found there. */
const markersOf = (...stores: readonly Store[]): readonly string[] => [
  ...places
    .filter((place) => isThere(place) && place.stores.some((store) => stores.includes(store)))
    .map(({ planted }) => planted.marker),
  ...resource.map(({ marker }) => marker),
];

const wanted = needlesOf(all);

/** What was found of the canaries, by kind and place, and the markers that were not. */
const judge = (found: readonly string[], markers: readonly string[]) => ({
  leaked: describeFound(all, found),
  missing: markers.filter((marker) => !found.includes(marker)),
});
const CLEAN = { leaked: [], missing: [] };

const sendAll = async (): Promise<void> => {
  for (const place of places) {
    const response = await place.send(service.ready, place.planted);
    const text = await response.text();
    if (response.status !== (place.planted.place.startsWith('an error') ? 500 : 200))
      throw new Error(`${place.planted.place}: ${response.status} ${text.slice(0, 500)}`);
  }
};

const startService = async (project: string): Promise<Child<string>> => {
  folder = await mkdtemp(join(project, 'canary-'));
  await copyFile(join(import.meta.dirname, 'fixtures/canary-service.mjs'), join(folder, 'service.mjs'));
  return startChild({
    name: SERVICE,
    args: ['--import', 'binnacle/register', join(folder, 'service.mjs')],
    cwd: project,
    env: {
      ...servers.env,
      DATABASE_URL: database.ready,
      OTHER_URL: other.url,
      OTEL_SERVICE_NAME: SERVICE,
      OTEL_EXPORTER_OTLP_ENDPOINT: toCollector.url,
      OTEL_RESOURCE_ATTRIBUTES: resource
        .map(({ place, text }) => `${place}=${encodeURIComponent(text)}`)
        .join(),
      BINNACLE_LIVE: 'true',
    },
    ready: urlOfMessage,
  });
};

withStack('a service that is careless with everything', () => {
  beforeAll(async () => {
    if (!binaries) return;
    const [project, ...started] = await Promise.all([
      installedPackage(),
      startDatabase(createSecrets()),
      startRealStack(binaries, { loki }),
      startServers(foundServers),
      startTap(),
    ]);
    [database, stack, servers, other] = started;
    await stack.useSampling('development');
    toCollector = await startTap(stack.otlpUrl);
    service = await startService(project);
    await sendAll();
  }, 180_000);

  afterAll(async () => {
    await service?.stop();
    await Promise.all([toCollector?.close(), other?.close(), servers?.stop(), database?.stop()]);
    await stack?.stop();
    if (folder) await rm(folder, { recursive: true });
  }, 60_000);

  test('has got every kind in every place', () => {
    const kinds = all.map(({ canaries }) => canaries.map(({ kind }) => kind));
    expect(kinds).toEqual(kinds.map(() => expect.arrayContaining([...SHAPED])));
    expect(new Set(wanted).size).toBe(wanted.length);
  });

  // One test a place: of a server that is not there it is seen which places were not tried.
  for (const place of places)
    (isThere(place) ? test : test.skip)(`has handled ${place.planted.place}`, async () => {
      const isSent = () => findTexts(toCollector.bytes(), [place.planted.marker]).length === 1;
      await waitFor('its marker is sent', isSent, (sent) => sent).catch(() => {});
      expect(isSent()).toBe(true);
    });

  test('sends none of them', async () => {
    const markers = markersOf('jaeger', 'logs', 'prometheus');
    const look = () => judge(findTexts(toCollector.bytes(), wanted), markers);
    await waitFor('the service has sent all', look, ({ missing }) => missing.length === 0).catch(() => {});
    expect(look()).toEqual(CLEAN);
  }, 60_000);

  test('gives none of them to another service', () => {
    const [baggage, state] = ['baggage', 'the state of a trace'].map((name) =>
      all.find(({ place }) => place === name),
    );
    const markers = [String(baggage?.marker), String(state?.marker)];
    expect(judge(findTexts(other.bytes(), wanted), markers)).toEqual(CLEAN);
    expect(other.bytes().toString()).toContain(`"traceparent":"00-${'5c'.repeat(16)}-`);
  });

  // Jaeger’s files hold the newest traces as they are; what it compresses at its end is in its answers, the last test.
  test.each<[Store]>([['jaeger'], ['logs'], ['prometheus']])(
    'has none of them in the files of %s',
    async (store) => {
      const markers = markersOf(store);
      const look = async () => judge(await findInFolder(join(stack.directory, store), wanted), markers);
      await waitFor('all is stored', look, ({ missing }) => missing.length === 0).catch(() => {});
      expect(await look()).toEqual(CLEAN);
    },
    120_000,
  );

  (loki ? test : test.skip)(
    'has none of them in the answers and the files of Loki',
    async () => {
      const markers = markersOf('logs');
      const look = async () => judge(findTexts(Buffer.from(await lokiAnswer(stack)), wanted), markers);
      await waitFor('Loki has all', look, ({ missing }) => missing.length === 0).catch(() => {});
      expect(await look()).toEqual(CLEAN);
      // Its chunks are compressed: what is in them is in its answers.
      const { leaked } = judge(await findInFolder(join(stack.directory, 'loki'), wanted), []);
      expect(leaked).toEqual([]);
    },
    120_000,
  );

  test('has none of them in the queue that waits for Jaeger', async () => {
    await stack.stopJaeger();
    await sendAll();
    const markers = markersOf('jaeger');
    const look = async () => judge(await findInFolder(join(stack.directory, 'queue'), wanted), markers);
    await waitFor('the spans wait', look, ({ missing }) => missing.length === 0).catch(() => {});
    const seen = await look();
    await stack.startJaeger();
    await waitFor(
      'nothing waits',
      () => collectorMetric(stack, 'otelcol_exporter_queue_size', TO_JAEGER),
      (waiting) => waiting === 0,
    );
    expect(seen).toEqual(CLEAN);
  }, 120_000);

  test('has none of them in its last words', async () => {
    await fetch(`${service.ready}/crash`, {
      method: 'POST',
      body: JSON.stringify({ text: crash.text }),
    }).catch(() => {});
    expect(await service.ended).toBe('ended with status 1');
    const markers = [crash.marker];
    expect(judge(findTexts(toCollector.bytes(), wanted), markers)).toEqual(CLEAN);
  }, 60_000);

  test('has none of them in the answers of Jaeger and Prometheus', async () => {
    const markers = [...markersOf('jaeger'), crash.marker];
    const look = async () =>
      judge(findTexts(Buffer.from(JSON.stringify(await tracesOf(stack, SERVICE))), wanted), markers);
    await waitFor('Jaeger has all', look, ({ missing }) => missing.length === 0).catch(() => {});
    expect(await look()).toEqual(CLEAN);
    const everything = new URLSearchParams({ 'match[]': '{__name__=~".+"}' });
    const exemplars = new URLSearchParams({
      query: '{__name__=~".+"}',
      start: String(Date.now() / 1000 - 3600),
      end: String(Date.now() / 1000 + 60),
    });
    const answers = await Promise.all(
      [`series?${everything}`, `query_exemplars?${exemplars}`, 'metadata'].map((path) =>
        prometheusApi(stack, path),
      ),
    );
    const bytes = Buffer.from(JSON.stringify(answers));
    expect(judge(findTexts(bytes, wanted), markersOf('prometheus'))).toEqual(CLEAN);
  });
});
