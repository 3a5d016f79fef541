import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { describeConflict } from '../../src/node/conflicts.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { runFixture } from './run-fixture.ts';

const NOTHING = { loaded: new Map<string, string>(), execArgv: [], nodeOptions: undefined };

describe('describeConflict', () => {
  test.each([
    ['nothing', NOTHING],
    ['other packages', { ...NOTHING, loaded: new Map([['express', '/x']]) }],
    [
      'an SDK that is loaded and not started',
      { ...NOTHING, loaded: new Map([['@opentelemetry/sdk-node', '/x']]) },
    ],
    ['Sentry for errors alone', { ...NOTHING, loaded: new Map([['@sentry/node', '/x']]) }],
    [
      'flags for something else',
      { ...NOTHING, execArgv: ['--import', 'binnacle/register', '-r', './newrelic-like.js'] },
    ],
    [
      'hooks for ES modules alone',
      { ...NOTHING, nodeOptions: '--import @opentelemetry/instrumentation/hook.mjs' },
    ],
  ])('%s is none', (_what, surroundings) => {
    expect(describeConflict(surroundings)).toBeUndefined();
  });

  test.each([
    ['dd-trace', { ...NOTHING, loaded: new Map([['dd-trace', '/x']]) }],
    ['newrelic', { ...NOTHING, loaded: new Map([['newrelic', '/x']]) }],
    ['elastic-apm-node', { ...NOTHING, loaded: new Map([['elastic-apm-node', '/x']]) }],
    ['applicationinsights', { ...NOTHING, loaded: new Map([['applicationinsights', '/x']]) }],
    ['dd-trace', { ...NOTHING, nodeOptions: '--max-old-space-size=100 --import=dd-trace/initialize.mjs' }],
    ['newrelic', { ...NOTHING, execArgv: ['-r', 'newrelic'] }],
    [
      'elastic-apm-node',
      { ...NOTHING, execArgv: ['--require', '/app/node_modules/elastic-apm-node/start.js'] },
    ],
    ['@sentry/node', { ...NOTHING, nodeOptions: '--import "@sentry/node/preload"' }],
    [
      '@opentelemetry/auto-instrumentations-node',
      { ...NOTHING, nodeOptions: '--require @opentelemetry/auto-instrumentations-node/register' },
    ],
  ])('finds %s', (name, surroundings) => {
    expect(describeConflict(surroundings)).toMatch(
      new RegExp(`^${name} is .*Binnacle does not start.*keep one of the two`),
    );
  });
});

describe('an OpenTelemetry SDK of the application', () => {
  let receiver: OtlpReceiver;
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
  });
  afterEach(() => receiver.close());

  test('that was first stays, and Binnacle says so and sends nothing', async () => {
    const { code, stdout, stderr } = await runFixture('other-sdk.cjs', {
      endpoint: receiver.url,
      nodeOptions: [],
      env: { THEN_BINNACLE: '1' },
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^binnacle: another OpenTelemetry SDK has registered its tracer provider already.*\n$/,
    );
    expect(stdout).toBe('spans ["own"]\n');
    expect(receiver.requests).toEqual([]);
  }, 30_000);

  test('that comes later is one line, and each request one span', async () => {
    const { code, stdout, stderr } = await runFixture('other-sdk.cjs', { endpoint: receiver.url });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^binnacle: another OpenTelemetry SDK tried to start after Binnacle: .*\n$/);
    expect(stdout).toBe('spans []\n');
    const spans = receiver.spans().map(({ kind, name }) => `${kind} ${name}`);
    expect(spans.sort()).toEqual(['client GET', 'internal own', 'server GET /items/:id']);
  }, 30_000);

  test('beside which Binnacle is to start is left alone', async () => {
    const { stderr, stdout } = await runFixture('other-sdk.cjs', {
      endpoint: receiver.url,
      nodeOptions: [],
      env: { THEN_BINNACLE: '1', BINNACLE_ALONGSIDE: 'true' },
    });
    expect(stderr).not.toMatch(/does not start/);
    expect(JSON.parse(stdout.slice('spans '.length))).toContain('own');
  }, 30_000);
});

/**
 * Recreations of the agents' packages: their names and, of dd-trace, the mark that it leaves. The real dd-trace,
 * newrelic and elastic-apm-node were tried by hand.
 */
describe('an agent', () => {
  let home = '';
  const agents = { 'dd-trace': 'globalThis._ddtrace = {};', newrelic: '', 'elastic-apm-node': '' };
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'agents-'));
    for (const [name, text] of Object.entries(agents)) {
      const file = join(home, 'node_modules', name, 'index.js');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${text}\nmodule.exports = {};`);
      writeFileSync(join(dirname(file), 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
    }
  });
  afterAll(() => rmSync(home, { recursive: true }));

  const QUIET = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' };

  test.each(Object.keys(agents))(
    '%s before Binnacle stays alone',
    async (name) => {
      const { code, stdout, stderr } = await runFixture('off.cjs', {
        nodeOptions: ['-r', join(home, 'node_modules', name, 'index.js'), '--import', 'binnacle/register'],
        env: QUIET,
      });
      expect(code).toBe(0);
      expect(stderr).toMatch(
        new RegExp(`^binnacle: ${name} is loaded already, so Binnacle does not start.*\\n$`),
      );
      expect(JSON.parse(stdout)).toMatchObject({ patched: 0, signals: 0 });
    },
    30_000,
  );

  test.each(Object.keys(agents))(
    '%s after Binnacle is one line',
    async (name) => {
      const { code, stderr } = await runFixture('late-agent.cjs', {
        env: { ...QUIET, AGENT: join(home, 'node_modules', name) },
      });
      expect(code).toBe(0);
      expect(stderr).toMatch(new RegExp(`^binnacle: ${name} was loaded after Binnacle had started.*\\n$`));
    },
    30_000,
  );
});
