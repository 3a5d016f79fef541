import { expect, test } from '@jest/globals';
import { renderSettingsTable, SETTINGS, type Setting } from '../../../src/core/settings/index.ts';
import { SETTING_GROUPS } from '../../../src/core/settings/table.ts';

const rows = SETTING_GROUPS.flatMap(({ settings }) => Object.values<Setting<unknown>>(settings));
const names = rows.flatMap(({ name, aliases }) => [name, ...aliases]);

/** What the project promises to understand, and the standard's variables that people use most. */
const PROMISED = [
  'OTEL_SERVICE_NAME',
  'OTEL_SERVICE_VERSION',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_SDK_DISABLED',
  'OTEL_LOG_LEVEL',
  'OTEL_PROPAGATORS',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_TRACES_EXPORTER',
  'OTEL_METRICS_EXPORTER',
  'OTEL_LOGS_EXPORTER',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
  'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
  'OTEL_NODE_ENABLED_INSTRUMENTATIONS',
  'OTEL_NODE_DISABLED_INSTRUMENTATIONS',
  'OTEL_NODE_RESOURCE_DETECTORS',
  'BINNACLE_SAMPLING',
  'BINNACLE_SAMPLING_RULES',
  'BINNACLE_TAIL_SAMPLING',
  'APM_ENABLED',
  'APM_SAMPLE_RATE',
  'APM_TRACE_TIMEOUT',
  'APM_MAX_SPANS_PER_TRACE',
  'APM_PROFILING_ENABLED',
  'METRICS_RETENTION_DAYS',
  'TRACES_RETENTION_DAYS',
  'LOGS_RETENTION_DAYS',
  'AUDIT_RETENTION_DAYS',
  'HIGH_RESOLUTION_RETENTION_HOURS',
  'ALERT_WEBHOOK_URL',
  'ALERT_EMAIL_ENABLED',
  'ALERT_SMS_ENABLED',
  'ALERT_ESCALATION_TIMEOUT',
];

test.each(PROMISED)('%s is in the table', (name) => {
  expect(names).toContain(name);
});

test('the groups of the documentation are all settings', () => {
  expect(new Set(rows)).toEqual(new Set(Object.values<Setting<unknown>>(SETTINGS)));
});

test('no group takes the key of another', () => {
  const keys = SETTING_GROUPS.flatMap(({ settings }) => Object.keys(settings));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('each variable stands for one setting', () => {
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

const table = renderSettingsTable();

test.each(rows.map((row) => [row.name, row] as const))('%s has one row in the documentation', (name, row) => {
  const lines = table.split('\n').filter((line) => line.startsWith(`| \`${name}\``));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(row.doc);
  expect(lines[0]).toContain(row.type.accepts);
  // Four columns, so that no text breaks the table.
  expect(lines[0]?.replaceAll('\\|', '').split('|')).toHaveLength(6);
});
