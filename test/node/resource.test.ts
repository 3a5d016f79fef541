import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../src/core/redaction/index.ts';
import { type Environment, resolveSettings } from '../../src/core/settings/index.ts';
import { createResource } from '../../src/node/resource.ts';

const attributesOf = (env: Environment) =>
  createResource(resolveSettings(env).settings, createRedactor).attributes;

describe('createResource', () => {
  test('says who sends, and where that runs, without a path or an argument', () => {
    const attributes = attributesOf({});
    expect(attributes).toMatchObject({
      'service.name': 'unknown_service:node',
      'telemetry.distro.name': 'binnacle',
      'telemetry.sdk.language': 'nodejs',
      'process.pid': process.pid,
      'process.runtime.name': 'nodejs',
    });
    expect(attributes['service.instance.id']).toMatch(/^[0-9a-f-]{36}$/);
    const paths = Object.entries(attributes).filter(([, value]) => /[\\/]/.test(String(value)));
    expect(paths).toEqual([]);
  });

  test.each([
    [{ OTEL_SERVICE_NAME: 'a', OTEL_RESOURCE_ATTRIBUTES: 'service.name=b' }, { 'service.name': 'a' }],
    [{ OTEL_RESOURCE_ATTRIBUTES: 'service.name=b' }, { 'service.name': 'b' }],
    [
      { OTEL_SERVICE_VERSION: '2', OTEL_RESOURCE_ATTRIBUTES: 'service.version=1' },
      { 'service.version': '2' },
    ],
    [{ OTEL_RESOURCE_ATTRIBUTES: 'host.name=h,team=x' }, { 'host.name': 'h', team: 'x' }],
    [{ OTEL_RESOURCE_ATTRIBUTES: 'owner=jo@example.com' }, { owner: '[REDACTED:email]' }],
  ])('%j', (env, attributes) => {
    expect(attributesOf(env)).toMatchObject(attributes);
  });

  test.each([
    ['none', []],
    ['host', ['host.arch', 'host.name']],
    ['env,host', ['host.arch', 'host.name']],
    ['env', []],
    ['os,serviceinstance', ['os.type', 'os.version', 'service.instance.id']],
  ])('detectors: %s', (detectors, found) => {
    const keys = Object.keys(attributesOf({ OTEL_NODE_RESOURCE_DETECTORS: detectors }));
    expect(keys.filter((key) => !/^(?:telemetry\.|service\.name)/.test(key)).sort()).toEqual(found);
  });
});
