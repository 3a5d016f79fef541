import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createNoopLogger, createNoopMeter, diag } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import { type Environment, resolveSettings } from '../../src/core/settings/index.ts';
import { createLaterLogs, createLaterMetrics, type SignalContext } from '../../src/node/later-signals.ts';

const whose = new AsyncLocalStorage<string>();
const nothing = async () => {};

/** Stands for the chunks; what it was asked for, and on whose behalf. */
const createContext = (env: Environment, fault?: Error) => {
  const made: (readonly [string, string | undefined])[] = [];
  const provider = { getMeter: createNoopMeter, getLogger: createNoopLogger };
  const create = (path: string) => () => {
    made.push([path, whose.getStore()]);
    if (fault) throw fault;
    return { ...provider, forceFlush: nothing, shutdown: nothing };
  };
  const load = ((path: string) => ({
    createGuardedMeterProvider: create(path),
    createGuardedLoggerProvider: create(path),
  })) as unknown as SignalContext['load'];
  const { settings } = resolveSettings(env, {}, (text) => text);
  const context: SignalContext = {
    settings,
    resource: emptyResource(),
    redactor: () => {
      throw new Error('nothing is redacted here');
    },
    load,
    extras: undefined,
  };
  return { context, made };
};

const measure = (context: SignalContext): void =>
  createLaterMetrics(context)?.getMeter('test').createCounter('orders').add(1);
const log = (context: SignalContext): void =>
  createLaterLogs(context)?.getLogger('test').emit({ body: 'text' });
const METRICS = './guarded-metrics.js';
const LOGS = './guarded-logs.js';

describe.each([
  ['metrics', METRICS, createLaterMetrics, measure, 'OTEL_METRICS_EXPORTER'],
  ['log records', LOGS, createLaterLogs, log, 'OTEL_LOGS_EXPORTER'],
] as const)('%s', (signal, chunk, create, use, variable) => {
  test('are loaded when the program has started', async () => {
    const { context, made } = createContext({});
    create(context);
    expect(made).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toEqual([[chunk, undefined]]);
  });

  test('are loaded with the first, whose timers are not of the request that it came from', () => {
    const { context, made } = createContext({});
    const provider = create(context);
    whose.run('a request', () => {
      if (provider && 'getMeter' in provider) provider.getMeter('test').createCounter('orders').add(1);
      else provider?.getLogger('test').emit({ body: 'text' });
    });
    expect(made).toEqual([[chunk, undefined]]);
  });

  test.each([
    [{ BINNACLE_PRELOAD: 'true' }],
    [{ AWS_LAMBDA_FUNCTION_NAME: 'orders' }],
    [{ BINNACLE_BUFFER_DIR: '/var/lib/buffer' }],
  ])('are loaded at start with %j', (env) => {
    const { context, made } = createContext(env);
    create(context);
    expect(made).toHaveLength(1);
  });

  test('are never loaded where nobody wants them', () => {
    const { context, made } = createContext({ [variable]: 'none' });
    expect(create(context)).toBeUndefined();
    expect(made).toEqual([]);
  });

  describe('that cannot be made', () => {
    const messages: string[] = [];
    beforeEach(() => {
      messages.length = 0;
      const keep = (message: string) => void messages.push(message);
      diag.setLogger({ error: keep, warn: keep, info: keep, debug: keep, verbose: keep });
    });
    afterEach(() => diag.disable());

    test('are told once and do not hurt', () => {
      const { context, made } = createContext({}, new Error('no such file'));
      use(context);
      expect(made).toHaveLength(1);
      expect(messages).toContain(`there are no ${signal}: no such file`);
    });
  });
});

test('the page for Prometheus is there from the start', () => {
  const { context, made } = createContext({ OTEL_METRICS_EXPORTER: 'prometheus' });
  createLaterMetrics(context);
  expect(made).toHaveLength(1);
});

test('one listener waits for the end of a program that has not started', () => {
  const before = process.listenerCount('beforeExit');
  for (let i = 0; i < 3; i++) createLaterLogs(createContext({}).context);
  expect(process.listenerCount('beforeExit') - before).toBeLessThanOrEqual(1);
});
