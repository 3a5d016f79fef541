import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Child } from '../../scripts/start/child.ts';
import { findTexts } from '../canaries/canaries.ts';
import { collectorMetric, prometheusApi, tracesOf } from './ask-servers.ts';
import { installedPackage } from './installed-package.ts';
import { findBinaries, type RealStack, startRealStack } from './real-stack.ts';
import { sendRequests, totalOf } from './requests.ts';
import { findInFolder } from './search-files.ts';
import { createSecrets, hiddenParts } from './secrets.ts';
import { type Services, startDatabase, startServices } from './services.ts';
import { waitFor } from './wait-for.ts';

const MIX = { products: 10, one: 5, fail: 3, slow: 1, search: 6, checkout: 0, late: 0 };
const TO_JAEGER = 'exporter="otlp_grpc/jaeger"';

const secrets = createSecrets();
const hidden = hiddenParts(secrets);
const wanted = [secrets.marker, ...hidden];
const binaries = await findBinaries();
const withStack = binaries ? describe : describe.skip;

let database: Child<string>;
let stack: RealStack;
let services: Services;

const spansToJaeger = (): Promise<number> => collectorMetric(stack, 'otelcol_exporter_queue_size', TO_JAEGER);

/** The harmless marker is found, so the search would find the others: no raw byte of them is there. */
const expectOnlyMarkerIn = async (folder: string): Promise<void> => {
  await waitFor(
    `the marker is in ${folder}`,
    () => findInFolder(join(stack.directory, folder), [secrets.marker]),
    ({ length }) => length > 0,
  );
  expect(await findInFolder(join(stack.directory, folder), wanted)).toEqual([secrets.marker]);
};

const expectOnlyMarker = (answer: unknown): void =>
  expect(findTexts(Buffer.from(JSON.stringify(answer)), wanted)).toEqual([secrets.marker]);

withStack('an e-mail address, a token and passwords in URLs and logs', () => {
  beforeAll(async () => {
    if (!binaries) return;
    const [project, ...started] = await Promise.all([
      installedPackage(),
      startDatabase(secrets),
      startRealStack(binaries),
    ]);
    [database, stack] = started;
    await stack.useSampling('development');
    services = await startServices({
      project,
      databaseUrl: database.ready,
      otlpUrl: stack.otlpUrl,
      secrets,
      env: { BINNACLE_LIVE: 'true' },
    });
    await sendRequests(services.url, MIX, secrets);
  }, 120_000);

  afterAll(async () => {
    await services?.stop();
    await stack?.stop();
    await database?.stop();
  }, 60_000);

  test('are handled by the examples, and logged', () => {
    const printed = Buffer.from(services.storefront.output() + services.inventory.output());
    const { databasePassword } = secrets;
    expect(findTexts(printed, hidden)).toEqual(hidden.filter((text) => text !== databasePassword));
  });

  test('are not in the queue that waits for Jaeger, and what waits arrives', async () => {
    await stack.stopJaeger();
    await sendRequests(services.url, MIX, secrets);
    await waitFor('spans wait for Jaeger', spansToJaeger, (waiting) => waiting > totalOf(MIX));
    await expectOnlyMarkerIn('queue');

    await stack.startJaeger();
    const total = 2 * totalOf(MIX);
    await waitFor(
      'Jaeger has the traces of before and after',
      async () => (await tracesOf(stack, 'storefront')).length,
      (count) => count >= total,
    );
    expect((await tracesOf(stack, 'storefront')).length).toBe(total);
    await waitFor('nothing waits', spansToJaeger, (waiting) => waiting === 0);
  }, 60_000);

  // Jaeger’s files hold the newest traces as they are; what it compresses later is in its answers, the next test.
  test.each(['queue', 'logs', 'jaeger', 'prometheus'])(
    'are not in the files of %s',
    async (folder) => {
      await expectOnlyMarkerIn(folder);
    },
    60_000,
  );

  test('are not in what Jaeger answers', async () => {
    expectOnlyMarker([await tracesOf(stack, 'storefront'), await tracesOf(stack, 'inventory')]);
  });

  test('are not in what Prometheus answers', async () => {
    const everything = new URLSearchParams({ 'match[]': '{__name__=~".+"}' });
    const exemplars = new URLSearchParams({
      query: '{__name__=~".+"}',
      start: String(Date.now() / 1000 - 3600),
      end: String(Date.now() / 1000 + 60),
    });
    expectOnlyMarker([
      await prometheusApi(stack, `series?${everything}`),
      await prometheusApi(stack, `query_exemplars?${exemplars}`),
      await prometheusApi(stack, 'metadata'),
    ]);
  });
});
