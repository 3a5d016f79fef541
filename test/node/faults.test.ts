import { describe, expect, test } from '@jest/globals';
import { instrumentations } from '../../src/node/instrumentations.generated.ts';
import { startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

const SOON = { BINNACLE_SHUTDOWN_TIMEOUT: '500' };
const NOWHERE = 'http://127.0.0.1:1';
const unreachable =
  `binnacle: telemetry cannot be sent to ${NOWHERE}: connect ECONNREFUSED 127.0.0.1:1; ` +
  'the service goes on without. OTEL_EXPORTER_OTLP_ENDPOINT names the Collector';

interface Case {
  readonly what: string;
  readonly env: Readonly<Record<string, string>>;
  readonly messages: readonly string[];
}

const CASES: readonly Case[] = [
  {
    what: 'an unknown preset',
    env: { BINNACLE_SAMPLING: 'sometimes' },
    messages: [
      'binnacle: BINNACLE_SAMPLING: "sometimes" is not accepted, expected one of development, high-volume, production, staging; "development" is used',
    ],
  },
  {
    what: 'a malformed endpoint',
    env: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'collector:4318' },
    messages: [
      'binnacle: OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "collector:4318" is not accepted, expected a URL such as http://localhost:4318; it is ignored',
    ],
  },
  {
    what: 'an unknown instrumentation',
    env: { OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'abacus' },
    messages: [
      `binnacle: there is no instrumentation "abacus"; there are ${instrumentations.map(({ name }) => name).join(', ')}`,
    ],
  },
  {
    what: 'two bad values',
    env: { OTEL_LOGS_EXPORTER: 'zipkin', OTEL_BSP_MAX_QUEUE_SIZE: 'many' },
    messages: [
      'binnacle: OTEL_BSP_MAX_QUEUE_SIZE: "many" is not accepted, expected a whole number from 1 to 1000000; 2048 is used',
      'binnacle: OTEL_LOGS_EXPORTER: "zipkin" is not accepted, expected names separated by commas: otlp, console, none; ["otlp"] is used',
    ],
  },
  {
    what: 'a certificate that is not there',
    env: {
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'https://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: 'nowhere.pem',
      ...SOON,
    },
    messages: [
      "binnacle: cannot read the certificate for OTLP: ENOENT: no such file or directory, open 'nowhere.pem'; going on without it",
      unreachable.replace('http:', 'https:'),
    ],
  },
  {
    what: 'an unreachable Collector',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: NOWHERE, ...SOON },
    messages: [unreachable],
  },
  {
    what: 'an unreachable Collector that is asked often',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: NOWHERE, BINNACLE_LIVE: 'true', ...SOON },
    messages: [unreachable],
  },
  {
    what: 'an unreachable Collector by gRPC',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: NOWHERE, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', ...SOON },
    messages: [unreachable],
  },
  {
    what: 'a name that does not resolve, and a token in the URL',
    env: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector.invalid/x?token=hunter2', ...SOON },
    messages: [
      'binnacle: telemetry cannot be sent to http://collector.invalid: getaddrinfo ENOTFOUND collector.invalid; the service goes on without. OTEL_EXPORTER_OTLP_ENDPOINT names the Collector',
    ],
  },
  {
    what: 'nothing wanted',
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: NOWHERE, OTEL_LOG_LEVEL: 'none', ...SOON },
    messages: [],
  },
];

/** Says at the end what was lost; how much of it is the runtime's matter. */
const LOSSES =
  /binnacle: telemetry was lost: (?:\d+ (?:spans|log records|metric points) \((shutdown|rejected)\)(?:, )?)+\n$/;

describe('each fault is one readable line, and the service is undisturbed', () => {
  test.each(CASES)(
    '$what',
    async ({ env, messages }) => {
      const receiver = await startOtlpReceiver();
      try {
        const program = startFixture('express.mjs', { endpoint: receiver.url, env });
        const statuses = [];
        for (const path of ['/items/1', '/items/2', '/fail'])
          statuses.push((await program.request(path)).status);
        const ended = await program.stop();
        expect(statuses).toEqual([200, 200, 500]);
        expect(ended).toMatchObject({ code: 0, signal: null });
        expect(ended.stderr.replace(LOSSES, '')).toBe(messages.map((line) => `${line}\n`).join(''));
        if (messages.some((line) => line.includes('cannot be sent')))
          expect(LOSSES.exec(ended.stderr)?.[1]).toBe('shutdown');
      } finally {
        await receiver.close();
      }
    },
    30_000,
  );

  test.each([
    [401, 'HTTP 401 Unauthorized'],
    [404, 'HTTP 404 Not Found'],
    [413, 'HTTP 413 Payload Too Large'],
  ])(
    'a Collector that answers %d is one line for each signal',
    async (status, reason) => {
      const receiver = await startOtlpReceiver({ status });
      try {
        const program = startFixture('express.mjs', { endpoint: receiver.url });
        for (let i = 0; i < 3; i++) await program.request(`/items/${i}`);
        const ended = await program.stop();
        expect(ended.code).toBe(0);
        expect(LOSSES.exec(ended.stderr)?.[1]).toBe('rejected');
        expect(ended.stderr.replace(LOSSES, '').split('\n').sort()).toEqual([
          '',
          ...['metrics', 'traces'].map(
            (signal) =>
              `binnacle: telemetry cannot be sent to ${receiver.url}/v1/${signal}: ${reason}; the service goes on without. OTEL_EXPORTER_OTLP_ENDPOINT names the Collector`,
          ),
        ]);
      } finally {
        await receiver.close();
      }
    },
    30_000,
  );
});
