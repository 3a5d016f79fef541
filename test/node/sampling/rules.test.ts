import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { servedOf, startSampledService } from './sampled-service.ts';

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

type Env = Readonly<Record<string, string>>;

const REQUESTS = [['/health'], ['/api/a'], ['/api/b'], ['/api/a', 'POST'], ['/headers']] as const;

const served = async (env: Env) => {
  const service = await startSampledService(receiver, env);
  for (const [path, method] of REQUESTS) await service.ask(path, method);
  const { messages } = await service.stop();
  return { messages, served: servedOf(receiver) };
};

type Case = readonly [what: string, rules: string, paths: readonly string[], env?: Env];

const CASES: readonly Case[] = [
  [
    'health checks are left out',
    'GET /health=0',
    ['GET /api/a', 'GET /api/b', 'GET /headers', 'POST /api/a'],
  ],
  ['by method and path', 'POST /api/*=0; /api/*=1; *=0', ['GET /api/a', 'GET /api/b']],
  ['by service', 'service:other=1; service:fix* /api/*=1; *=0', ['GET /api/a', 'GET /api/b', 'POST /api/a']],
  ['by kind', 'kind:server=0', []],
  ['by attribute', 'url.scheme:http=0', []],
  [
    'a rule wins over the sampler',
    '/health=1',
    ['GET /health'],
    { OTEL_TRACES_SAMPLER: 'parentbased_always_off' },
  ],
];

describe('rules on an Express application', () => {
  test.each(CASES)(
    '%s',
    async (_what, rules, paths, env = {}) => {
      expect(await served({ ...env, BINNACLE_SAMPLING_RULES: rules })).toEqual({
        messages: [],
        served: paths,
      });
    },
    30_000,
  );

  test('a rule that cannot be understood is named, and the others hold', async () => {
    const result = await served({ BINNACLE_SAMPLING_RULES: '/api/*=often; GET /health=0' });
    expect(result.messages).toEqual([
      expect.stringMatching(
        /^binnacle: BINNACLE_SAMPLING_RULES: "\/api\/\*=often" is left out: expected a share/,
      ),
    ]);
    expect(result.served).not.toContain('GET /health');
    expect(result.served).toHaveLength(4);
  }, 30_000);

  test('what is left out is not exported at all', async () => {
    await served({ BINNACLE_SAMPLING_RULES: '*=0' });
    expect(receiver.requests.filter(({ path }) => path === '/v1/traces')).toEqual([]);
  }, 30_000);

  test('a rate keeps the first and a share of the others, which say what they stand for', async () => {
    const service = await startSampledService(receiver, { BINNACLE_SAMPLING_RULES: '*=1/s' });
    await Promise.all(Array.from({ length: 150 }, () => service.ask('/api/a')));
    await service.stop();
    const states = receiver
      .spans()
      .filter(({ kind }) => kind === 'server')
      .map(({ traceState }) => traceState);
    expect(states).toContain('ot=th:0');
    expect(states.filter((state) => !/^ot=th:[0-9a-f]{1,14}$/.test(state ?? ''))).toEqual([]);
    expect(states.length).toBeLessThan(75);
  }, 30_000);
});

describe('two services in a chain', () => {
  const CALLS = 60;

  const chain = async (first: Env, second: Env) => {
    const called = await startSampledService(receiver, { OTEL_SERVICE_NAME: 'called', ...second });
    const calling = await startSampledService(receiver, { OTEL_SERVICE_NAME: 'calling', ...first }, [
      called.url,
    ]);
    const headers: { traceparent?: string; tracestate?: string }[] = [];
    for (let i = 0; i < CALLS; i++)
      headers.push((await (await calling.ask('/call')).json()) as (typeof headers)[0]);
    await Promise.all([calling.stop(), called.stop()]);
    const spans = receiver.spans().filter(({ kind }) => kind === 'server');
    const of = (service: string) => spans.filter(({ resource }) => resource['service.name'] === service);
    return { headers, calling: of('calling'), called: of('called') };
  };
  const ids = (spans: readonly { readonly traceId: string }[]) =>
    new Set(spans.map(({ traceId }) => traceId));

  test('that decide for themselves agree: the lower share is part of the higher', async () => {
    const independent = { OTEL_TRACES_SAMPLER: 'traceidratio' };
    const { calling, called } = await chain(
      { ...independent, OTEL_TRACES_SAMPLER_ARG: '0.8' },
      { ...independent, OTEL_TRACES_SAMPLER_ARG: '0.3' },
    );
    // By chance all 60 are kept, or left out, or alike in both, less than once in a million times.
    expect(called.length).toBeGreaterThan(0);
    expect(called.length).toBeLessThan(CALLS);
    const known = ids(calling);
    expect(called.filter(({ traceId }) => !known.has(traceId))).toEqual([]);
    expect(ids(calling)).not.toEqual(ids(called));
    expect(new Set(calling.map(({ traceState }) => traceState))).toEqual(new Set(['ot=th:3333']));
    expect(new Set(called.map(({ traceState }) => traceState))).toEqual(new Set(['ot=th:b333']));
  }, 60_000);

  test('of which the second follows the first keep the same traces with the threshold of the first', async () => {
    const { headers, calling, called } = await chain(
      { BINNACLE_SAMPLING_RULES: '/call=0.5' },
      { BINNACLE_SAMPLING_RULES: '/headers=0.01' },
    );
    expect(ids(called)).toEqual(ids(calling));
    expect(new Set(called.map(({ traceState }) => traceState))).toEqual(new Set(['ot=th:8']));
    // Kept or not, the id is random, and the next service hears it.
    expect(new Set(headers.map(({ traceparent }) => traceparent?.slice(-2)))).toEqual(new Set(['02', '03']));
    expect(
      headers.filter(
        ({ traceparent, tracestate }) => traceparent?.endsWith('03') !== (tracestate === 'ot=th:8'),
      ),
    ).toEqual([]);
  }, 60_000);
});
