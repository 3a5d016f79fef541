import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { waitFor } from '../../integration/wait-for.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { startFixture } from '../run-fixture.ts';

// The clouds' servers of metadata in this process, where their address can be told.

const TASK = 'arn:aws:ecs:eu-central-1:123456789012:task/shop/158d1c8083dd49d6b527399fd6414f5c';
const CONTAINER = 'arn:aws:ecs:eu-central-1:123456789012:container/shop/158d1c80/1';
const ANSWERS: Readonly<Record<string, string>> = {
  '/ecs': JSON.stringify({ ContainerARN: CONTAINER }),
  '/ecs/task': JSON.stringify({
    Cluster: 'shop',
    TaskARN: TASK,
    Family: 'checkout',
    Revision: '7',
    LaunchType: 'FARGATE',
    AvailabilityZone: 'eu-central-1a',
  }),
  '/computeMetadata/v1/instance': 'yes',
  '/computeMetadata/v1/instance/machine-type': 'projects/1/machineTypes/e2-small',
  '/computeMetadata/v1/instance/id': '4520031799277581759',
  '/computeMetadata/v1/instance/name': 'checkout-1',
  '/computeMetadata/v1/instance/zone': 'projects/1/zones/europe-west3-a',
  '/computeMetadata/v1/project/project-id': 'shop-prod',
};

const REGISTER = pathToFileURL(join(import.meta.dirname, '../../../dist/node/register.js')).href;

let server: Server;
let metadata: string;
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const answer = ANSWERS[url];
    response.writeHead(answer === undefined ? 404 : 200, { 'metadata-flavor': 'Google' });
    response.end(answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  metadata = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

const LIVE = { BINNACLE_LIVE: 'true' };

/** The resources of a program's spans and log records, and what Binnacle says. */
const resourcesOf = async (env: Readonly<Record<string, string>>) => {
  const program = startFixture('burst.cjs', {
    endpoint: receiver.url,
    args: ['1'],
    env: { ...LIVE, ...env },
  });
  await waitFor(
    'a span and a log record',
    () => receiver.spans().length + receiver.logRecords().length,
    (count) => count === 2,
  );
  const { code, messages } = await program.stop();
  expect(code).toBe(0);
  const resources = [...receiver.spans(), ...receiver.logRecords()].map(({ resource }) => resource);
  return { resources, messages };
};

describe('the first export waits for what the cloud says', () => {
  test.each([
    {
      name: 'aws',
      env: () => ({ ECS_CONTAINER_METADATA_URI_V4: `http://${metadata}/ecs` }),
      attributes: {
        'cloud.provider': 'aws',
        'cloud.platform': 'aws_ecs',
        'cloud.region': 'eu-central-1',
        'cloud.availability_zone': 'eu-central-1a',
        'aws.ecs.task.family': 'checkout',
        'aws.ecs.task.arn': TASK,
        'aws.ecs.launchtype': 'fargate',
      },
    },
    {
      name: 'gcp',
      env: () => ({ GCE_METADATA_HOST: metadata, METADATA_SERVER_DETECTION: 'ping-only' }),
      attributes: {
        'cloud.provider': 'gcp',
        'cloud.platform': 'gcp_compute_engine',
        'cloud.account.id': 'shop-prod',
        'cloud.region': 'europe-west3',
        'cloud.availability_zone': 'europe-west3-a',
        'host.id': '4520031799277581759',
        'host.name': 'checkout-1',
      },
    },
    {
      name: 'azure',
      env: () => ({
        WEBSITE_SITE_NAME: 'checkout',
        WEBSITE_OWNER_NAME: 'b1c2+shop-westeurope',
        WEBSITE_RESOURCE_GROUP: 'shop',
        REGION_NAME: 'westeurope',
      }),
      attributes: {
        'cloud.provider': 'azure',
        'cloud.platform': 'azure.app_service',
        'cloud.region': 'westeurope',
      },
    },
  ])(
    '$name, beside what is known without, and below what the settings say',
    async ({ name, env, attributes }) => {
      const { resources, messages } = await resourcesOf({
        OTEL_NODE_RESOURCE_DETECTORS: `all,${name}`,
        OTEL_SERVICE_NAME: 'checkout-service',
        ...env(),
      });
      expect(messages).toEqual([]);
      expect(resources).toHaveLength(2);
      for (const resource of resources)
        expect(resource).toMatchObject({
          ...attributes,
          'service.name': 'checkout-service',
          'process.runtime.name': 'nodejs',
        });
    },
    30_000,
  );

  test('metrics too', async () => {
    const program = startFixture('burst.cjs', {
      endpoint: receiver.url,
      args: ['1'],
      env: {
        ...LIVE,
        OTEL_NODE_RESOURCE_DETECTORS: 'aws',
        ECS_CONTAINER_METADATA_URI_V4: `http://${metadata}/ecs`,
      },
    });
    await waitFor('metrics', () => receiver.metricPoints().length > 0);
    await program.stop();
    const bodies = receiver.requests
      .filter(({ path }) => path === '/v1/metrics')
      .map(({ body }) => body.toString());
    expect(bodies.filter((body) => !body.includes('aws.ecs.task.arn'))).toEqual([]);
  }, 30_000);
});

test('a cloud that does not answer is one line, and telemetry goes on without it', async () => {
  const hanging = await startOtlpReceiver({ hangs: true });
  try {
    const { resources, messages } = await resourcesOf({
      OTEL_NODE_RESOURCE_DETECTORS: 'os,gcp',
      GCE_METADATA_HOST: new URL(hanging.url).host,
      METADATA_SERVER_DETECTION: 'ping-only',
    });
    expect(messages).toEqual([
      'binnacle: OTEL_NODE_RESOURCE_DETECTORS: gcp: no answer within 3 s; going on without',
    ]);
    for (const resource of resources) {
      expect(resource).toHaveProperty(['os.type']);
      expect(resource).not.toHaveProperty(['cloud.provider']);
    }
  } finally {
    await hanging.close();
  }
}, 30_000);

test.each([
  ['a natural end', 'own-end.cjs', []],
  ['process.exit', 'burst.cjs', ['1', 'exits']],
])(
  '%s before a cloud has answered loses nothing and waits for nothing',
  async (_, file, args) => {
    const hanging = await startOtlpReceiver({ hangs: true });
    try {
      const { messages } = await startFixture(file, {
        endpoint: receiver.url,
        args,
        env: {
          OTEL_NODE_RESOURCE_DETECTORS: 'gcp',
          GCE_METADATA_HOST: new URL(hanging.url).host,
          METADATA_SERVER_DETECTION: 'ping-only',
        },
      }).stop();
      // Nothing of "no answer", which would come after three seconds.
      expect(messages).toEqual([]);
      expect(receiver.spans().length).toBeGreaterThan(0);
    } finally {
      await hanging.close();
    }
  },
  30_000,
);

test('a package that is not installed is one line, and the rest goes on', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'binnacle-elsewhere-'));
  try {
    writeFileSync(join(elsewhere, 'app.cjs'), "console.log('works');");
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', REGISTER, 'app.cjs'], {
      cwd: elsewhere,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_NODE_RESOURCE_DETECTORS: 'aws,os' },
      encoding: 'utf8',
    });
    expect(stdout).toBe('works\n');
    expect(stderr.split('\n')[0]).toBe(
      'binnacle: OTEL_NODE_RESOURCE_DETECTORS: "aws" needs the package @opentelemetry/resource-detector-aws, ' +
        'which is not installed: npm install @opentelemetry/resource-detector-aws. Going on without',
    );
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}, 30_000);
