import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import {
  type Environment,
  resolveSettings,
  SETTINGS,
  type Setting,
  type SettingKey,
  type Settings,
} from '../../../src/core/settings/index.ts';

const rows = Object.entries(SETTINGS) as [SettingKey, Setting<unknown>][];
/** As a start does it. */
const resolve = (env: Environment, options?: Partial<Settings>) =>
  resolveSettings(env, options, createRedactor().text);
const resolved = (env: Environment, options?: Partial<Settings>) => resolve(env, options).settings;

describe('defaults', () => {
  test.each(rows.map(([key, row]) => [key, row.name, row.default] as const))(
    '%s, %s: %j',
    (key, name, defaultValue) => {
      expect(resolved({})[key]).toEqual(defaultValue);
      expect(resolve({ [name]: '' })).toEqual(resolve({}));
      expect(resolve({ [name]: ' \t' })).toEqual(resolve({}));
    },
  );

  test('are no reason for a warning', () => {
    expect(resolve({}).warnings).toEqual([]);
  });

  test('show as a value that the type accepts', () => {
    const strange = rows.filter(
      ([, { default: value, type }]) =>
        value !== undefined && typeof value !== 'object' && type.parse(String(value)) !== value,
    );
    expect(strange.map(([key]) => key)).toEqual([]);
  });
});

/** The last of these sources that gives a value loses. */
const PRECEDENCE: readonly (readonly [string, Environment, Partial<Settings>, SettingKey, unknown])[] = [
  ['code before environment', { OTEL_SERVICE_NAME: 'env' }, { serviceName: 'code' }, 'serviceName', 'code'],
  ['code that says false', { APM_ENABLED: 'true' }, { apmEnabled: false }, 'apmEnabled', false],
  ['code that says 0', { OTEL_TRACES_SAMPLER_ARG: '1' }, { tracesSamplerArg: 0 }, 'tracesSamplerArg', 0],
  ['environment where code says nothing', { OTEL_SERVICE_NAME: 'env' }, {}, 'serviceName', 'env'],
  [
    'the standard name before its alias',
    { OTEL_TRACES_SAMPLER_ARG: '0.1', APM_SAMPLE_RATE: '0.9' },
    {},
    'tracesSamplerArg',
    0.1,
  ],
  ['the alias before the default', { APM_SAMPLE_RATE: '0.9' }, {}, 'tracesSamplerArg', 0.9],
  [
    'the alias where the standard name is empty',
    { OTEL_TRACES_SAMPLER_ARG: '', APM_SAMPLE_RATE: '0.9' },
    {},
    'tracesSamplerArg',
    0.9,
  ],
];

test.each(PRECEDENCE)('precedence: %s', (_what, env, options, key, value) => {
  expect(resolve(env, options)).toEqual({
    settings: expect.objectContaining({ [key]: value }),
    sources: expect.any(Object),
    warnings: [],
  });
});

test('the sources tell where each value comes from that is not the default', () => {
  const env = {
    OTEL_SERVICE_NAME: 'env',
    APM_SAMPLE_RATE: '0.9',
    OTEL_LOG_LEVEL: 'loud',
    OTEL_BSP_SCHEDULE_DELAY: '',
  };
  expect(resolve(env, { live: false }).sources).toEqual({
    serviceName: { from: 'environment', name: 'OTEL_SERVICE_NAME' },
    tracesSamplerArg: { from: 'environment', name: 'APM_SAMPLE_RATE' },
    live: { from: 'code' },
  });
});

const VALUES: readonly (readonly [string, string, SettingKey, unknown])[] = [
  ['OTEL_SDK_DISABLED', 'TRUE', 'sdkDisabled', true],
  ['APM_ENABLED', 'false', 'apmEnabled', false],
  ['OTEL_LOG_LEVEL', 'Debug', 'logLevel', 'debug'],
  ['OTEL_PROPAGATORS', 'baggage, tracecontext,', 'propagators', ['baggage', 'tracecontext']],
  ['OTEL_PROPAGATORS', 'b3,B3MULTI,jaeger,xray', 'propagators', ['b3', 'b3multi', 'jaeger', 'xray']],
  ['OTEL_RESOURCE_ATTRIBUTES', 'a=1, b.c=x%2Cy,d=', 'resourceAttributes', { a: '1', 'b.c': 'x,y', d: '' }],
  [
    'OTEL_EXPORTER_OTLP_HEADERS',
    'authorization=Bearer%20a=b',
    'otlpHeaders',
    { authorization: 'Bearer a=b' },
  ],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'http/JSON', 'otlpProtocol', 'http/json'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://[::1]:4318/x', 'otlpEndpoint', 'http://[::1]:4318/x'],
  ['OTEL_TRACES_SAMPLER_ARG', '5e-2', 'tracesSamplerArg', 0.05],
  [
    'OTEL_TRACES_SAMPLER_ARG',
    'endpoint=http://jaeger:5778,pollingIntervalMs=500,initialSamplingRate=0.5',
    'tracesSamplerArg',
    {
      kind: 'jaeger-remote',
      endpoint: 'http://jaeger:5778',
      pollingIntervalMillis: 500,
      initialRatio: 0.5,
    },
  ],
  [
    'BINNACLE_SAMPLING_RULES',
    'GET /health=0',
    'samplingRules',
    [{ when: { method: ['GET'], path: ['/health'] }, keep: { kind: 'ratio', ratio: 0 } }],
  ],
  ['OTEL_METRICS_EXPORTER', 'prometheus,otlp', 'metricsExporter', ['prometheus', 'otlp']],
  ['OTEL_NODE_DISABLED_INSTRUMENTATIONS', ' pg ,redis', 'disabledInstrumentations', ['pg', 'redis']],
  ['HIGH_RESOLUTION_RETENTION_HOURS', '0.5', 'highResolutionRetentionHours', 0.5],
  ['BINNACLE_UP_PORT', '0', 'upPort', 0],
];

test.each(VALUES)('%s=%s', (name, text, key, value) => {
  expect(resolve({ [name]: text })).toEqual({
    settings: expect.objectContaining({ [key]: value }),
    sources: { [key]: { from: 'environment', name } },
    warnings: [],
  });
});

const BAD: readonly (readonly [string, string])[] = [
  ['OTEL_SDK_DISABLED', '1'],
  ['OTEL_SDK_DISABLED', 'constructor'],
  ['APM_ENABLED', 'no'],
  ['OTEL_LOG_LEVEL', 'loud'],
  ['OTEL_PROPAGATORS', 'tracecontext,ottrace'],
  ['OTEL_PROPAGATORS', ','],
  ['OTEL_RESOURCE_ATTRIBUTES', 'a'],
  ['OTEL_RESOURCE_ATTRIBUTES', 'a=%'],
  ['OTEL_RESOURCE_ATTRIBUTES', '=a'],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'thrift'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://h:99999'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://h:0'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://h:43a'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://a b'],
  ['OTEL_EXPORTER_OTLP_TIMEOUT', '10s'],
  ['OTEL_EXPORTER_OTLP_TIMEOUT', '0'],
  ['OTEL_BSP_MAX_QUEUE_SIZE', '-1'],
  ['OTEL_BSP_MAX_QUEUE_SIZE', '1e9'],
  ['OTEL_TRACES_SAMPLER', 'often'],
  ['OTEL_TRACES_SAMPLER', 'xray'],
  ['OTEL_TRACES_SAMPLER_ARG', 'endpoint=jaeger:14250'],
  ['BINNACLE_TAIL_SAMPLING', 'yes'],
  ['APM_TRACE_TIMEOUT', '1s'],
  ['OTEL_TRACES_SAMPLER_ARG', '1.1'],
  ['OTEL_TRACES_SAMPLER_ARG', 'NaN'],
  ['OTEL_TRACES_SAMPLER_ARG', '0x1'],
  ['APM_SAMPLE_RATE', '10%'],
  ['BINNACLE_SAMPLING', 'none'],
  ['BINNACLE_UP_PORT', '65536'],
  ['METRICS_RETENTION_DAYS', '0'],
  ['METRICS_RETENTION_DAYS', '1.5'],
];

const rowOf = (variable: string) =>
  rows.find(([, row]) => row.name === variable || row.aliases.includes(variable));

describe('a bad value is one warning, and the default is used', () => {
  test.each(BAD)('%s=%s', (name, text) => {
    const { settings, warnings } = resolve({ [name]: text });
    const [key, row] = rowOf(name) ?? [];
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(name);
    expect(warnings[0]).toContain(JSON.stringify(text));
    expect(warnings[0]).toContain(`expected ${row?.type.accepts}`);
    expect(warnings[0]).not.toContain('\n');
    expect(settings[key as SettingKey]).toEqual(row?.default);
  });

  test('a bad standard value gives way to a good alias', () => {
    const { settings, warnings } = resolve({ OTEL_TRACES_SAMPLER_ARG: 'x', APM_SAMPLE_RATE: '0.5' });
    expect(settings.tracesSamplerArg).toBe(0.5);
    expect(warnings).toEqual([expect.stringContaining('OTEL_TRACES_SAMPLER_ARG')]);
  });

  test('what code sets is not looked up in the environment', () => {
    expect(resolve({ BINNACLE_SAMPLING: 'none' }, { sampling: 'staging' }).warnings).toEqual([]);
  });

  test.each([
    ['OTEL_EXPORTER_OTLP_HEADERS', 'authorization'],
    ['OTEL_EXPORTER_OTLP_TRACES_HEADERS', 'hunter2'],
    ['ALERT_WEBHOOK_URL', 'hunter2'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://jo:hunter2@h:4318'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'x,token=hunter2'],
  ])('%s never shows a secret', (name, text) => {
    const { warnings } = resolve({ [name]: text });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(name);
    expect(warnings[0]).not.toMatch(/hunter2|"authorization"/);
  });

  test('repeats nothing of a value for who has no redactor', () => {
    const { warnings } = resolveSettings({ OTEL_LOG_LEVEL: 'hunter2', BINNACLE_SAMPLING_RULES: 'hunter2=1' });
    expect(warnings).toEqual([
      expect.stringMatching(/^OTEL_LOG_LEVEL: the value is not accepted, expected/),
      'BINNACLE_SAMPLING_RULES: the value is left out: it is not accepted',
    ]);
  });

  test('a long or many-lined value is cut and quoted', () => {
    const { warnings } = resolve({ OTEL_LOG_LEVEL: `a\n${'b'.repeat(10_000)}` });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.length).toBeLessThan(300);
    expect(warnings[0]).not.toContain('\n');
  });
});

describe('a part of a value that cannot be used', () => {
  test('is one warning that names it, and the rest holds', () => {
    const { settings, warnings } = resolve({ BINNACLE_SAMPLING_RULES: '/a=2; /b=0; c=1' });
    expect(settings.samplingRules).toEqual([{ when: { path: ['/b'] }, keep: { kind: 'ratio', ratio: 0 } }]);
    expect(warnings).toEqual([
      expect.stringMatching(/^BINNACLE_SAMPLING_RULES: "\/a=2" is left out: expected a share from 0 to 1/),
      expect.stringMatching(/^BINNACLE_SAMPLING_RULES: "c=1" is left out: c is no condition/),
    ]);
  });

  test('never shows a secret, and is not long', () => {
    const rule = `url.full:https://jo:hunter2@host/${'x'.repeat(5_000)}=7`;
    const { warnings } = resolve({ BINNACLE_SAMPLING_RULES: rule });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).not.toContain('hunter2');
    expect(warnings[0]?.length).toBeLessThan(500);
  });
});

const notYet = rows.filter(([, row]) => row.notYet);
const GOOD = { ALERT_ESCALATION_TIMEOUT: '10' };

test.each(notYet.map(([key, row]) => [row.name, key] as const))(
  '%s says that it has no effect',
  (name, key) => {
    const text = { ...GOOD, [name]: (GOOD as Environment)[name] ?? 'true' }[name];
    const { settings, warnings } = resolve({ [name]: text });
    expect(warnings).toEqual([`${name} has no effect in this version`]);
    expect(String(settings[key])).toBe(text);
  },
);

test('the settings are frozen, and options are left as they are', () => {
  const options = Object.freeze({ serviceName: 'code' });
  const settings = resolved(Object.freeze({}), options);
  expect(Object.isFrozen(settings)).toBe(true);
  expect(Object.keys(settings)).toEqual(rows.map(([key]) => key));
});
