import { describe, expect, test } from '@jest/globals';
import {
  hostOf,
  isAllInterfaces,
  isLoopback,
  isPublic,
  portOf,
} from '../../../src/collector/lint/endpoint.ts';

const cases: readonly (readonly [string, string | undefined, number | undefined, string])[] = [
  ['localhost:4317', 'localhost', 4317, 'loopback'],
  ['127.0.0.1:4317', '127.0.0.1', 4317, 'loopback'],
  ['[::1]:4317', '::1', 4317, 'loopback'],
  ['http://localhost:4318/v1/traces', 'localhost', 4318, 'loopback'],
  ['unix:///var/run/otel.sock', undefined, undefined, 'loopback'],
  ['0.0.0.0:4317', '0.0.0.0', 4317, 'all'],
  ['[::]:4317', '::', 4317, 'all'],
  [':4317', '', 4317, 'all'],
  ['gateway:4317', 'gateway', 4317, 'network'],
  ['collector.monitoring.svc:4317', 'collector.monitoring.svc', 4317, 'network'],
  [
    'dns:///collector.monitoring.svc.cluster.local:4317',
    'collector.monitoring.svc.cluster.local',
    4317,
    'network',
  ],
  ['10.1.2.3:4317', '10.1.2.3', 4317, 'network'],
  ['172.20.0.4:4317', '172.20.0.4', 4317, 'network'],
  ['[fd12::1]:4317', 'fd12::1', 4317, 'network'],
  ['https://otlp.example.com', 'otlp.example.com', undefined, 'public'],
  ['https://user:word@otlp.example.com:443/otlp', 'otlp.example.com', 443, 'public'],
  ['8.8.8.8:4317', '8.8.8.8', 4317, 'public'],
  ['[2001:db8::1]:4317', '2001:db8::1', 4317, 'public'],
];

describe('endpoints', () => {
  test.each(cases)('%s', (endpoint, host, port, where) => {
    expect(hostOf(endpoint)).toBe(host);
    expect(portOf(endpoint)).toBe(port);
    expect(isLoopback(endpoint)).toBe(where === 'loopback');
    expect(isAllInterfaces(endpoint)).toBe(where === 'all');
    expect(isPublic(endpoint)).toBe(where === 'public');
  });
});
