import { expect, test } from '@jest/globals';
import { createMask, MASK } from '../../../../src/cli/commands/doctor/mask.ts';
import { settingRows } from '../../../../src/cli/commands/doctor/setting-rows.ts';
import { resolveSettings } from '../../../../src/core/settings/index.ts';

const ENV = {
  OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20hunter2hunter2,x-team=abcdefgh',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'https://user:swordfish@h:4318/in?key=open-sesame',
  OTEL_SERVICE_NAME: 'shop',
  APM_SAMPLE_RATE: '0.5',
};
const SECRETS = /hunter2|abcdefgh|swordfish|open-sesame/;
const { settings, sources } = resolveSettings(ENV);

test('of a secret only the names are shown, and of a URL nothing that opens it', () => {
  const rows = createMask(settings)(settingRows(settings, sources));
  expect(JSON.stringify(rows)).not.toMatch(SECRETS);
  expect(rows).toContainEqual({
    name: 'OTEL_EXPORTER_OTLP_HEADERS',
    value: { authorization: MASK, 'x-team': MASK },
    from: 'environment',
  });
});

test('each row tells where its value comes from', () => {
  const rows = settingRows(settings, sources);
  const rowOf = (name: string) => rows.find((row) => row.name === name);
  expect(rowOf('OTEL_SERVICE_NAME')).toEqual({
    name: 'OTEL_SERVICE_NAME',
    value: 'shop',
    from: 'environment',
  });
  expect(rowOf('OTEL_TRACES_SAMPLER_ARG')).toMatchObject({ value: 0.5, source: 'APM_SAMPLE_RATE' });
  expect(rowOf('OTEL_LOG_LEVEL')).toEqual({ name: 'OTEL_LOG_LEVEL', value: 'warn', from: 'default' });
  expect(rowOf('BINNACLE_UP_PORT')).toBeUndefined();
});

test('an answer that repeats a secret is masked, whatever its depth', () => {
  const mask = createMask(settings);
  const answer = {
    problems: [{ message: 'no such key: hunter2hunter2 (abcdefgh), Bearer%20hunter2hunter2' }],
    n: 1,
    no: null,
  };
  expect(JSON.stringify(mask(answer))).not.toMatch(SECRETS);
  expect(mask(answer)).toMatchObject({ n: 1, no: null });
  expect(mask('shop')).toBe('shop');
});
