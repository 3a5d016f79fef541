import { expect, test } from '@jest/globals';
import { SETTINGS } from '../../src/core/settings/table.ts';
import { resolveOptions } from '../../src/web/resolve-options.ts';

const ENV = {
  OTEL_SERVICE_NAME: 'shop',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example',
  RUM_ENABLED: 'false',
  RUM_API_KEY: 'k1',
  RUM_APPLICATION_ID: 'a1',
  RUM_SAMPLE_RATE: '0.25',
  RUM_SESSION_REPLAY_ENABLED: 'true',
};

test('every name is one of the settings table', () => {
  const names = new Set(Object.values(SETTINGS).map(({ name }) => name));
  expect(Object.keys(ENV).filter((name) => !names.has(name))).toEqual([]);
});

test('what code does not say is read by name', () => {
  expect(resolveOptions({ env: ENV })).toMatchObject({
    service: 'shop',
    endpoint: 'https://otel.example',
    enabled: false,
    apiKey: 'k1',
    sampleRate: 0.25,
    replay: true,
    attributes: { 'rum.application.id': 'a1' },
  });
});

test('code wins', () => {
  const options = {
    service: 'own',
    sampleRate: 0,
    enabled: true,
    attributes: { 'rum.application.id': 'own' },
  };
  expect(resolveOptions({ ...options, env: ENV })).toMatchObject(options);
});

test('what code leaves undefined is not said', () => {
  expect(resolveOptions({ service: undefined, sampleRate: undefined, env: ENV } as object)).toMatchObject({
    service: 'shop',
    sampleRate: 0.25,
  });
});

test.each(['', 'half', '2', '-1'])('a rate of %p is none', (rate) => {
  expect(resolveOptions({ env: { RUM_SAMPLE_RATE: rate } }).sampleRate).toBeUndefined();
});
