import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatValue, UNITS } from '../../../src/monitoring/preview/format-value.ts';

test.each([
  [0, 'none', undefined, '0'],
  [45.678, 'none', undefined, '45.7'],
  [0.05, 's', undefined, '50 ms'],
  [0.0123, 's', 1, '12.3 ms'],
  [90, 's', undefined, '1.50 mins'],
  [0, 's', undefined, '0 s'],
  [0.0712, 'percentunit', 2, '7.12%'],
  [1, 'percentunit', undefined, '100%'],
  [1_234_567, 'locale', undefined, '1,234,567'],
  [1_536, 'bytes', undefined, '1.50 KiB'],
  [2_500, 'Bps', undefined, '2.50 kB/s'],
  [12_345, 'reqps', undefined, '12.3K req/s'],
  [-0.0001, 'none', 2, '0.00'],
  [3, 'furlongs', undefined, '3 furlongs'],
  [Number.NaN, 's', undefined, 'NaN'],
  [Number.POSITIVE_INFINITY, 's', undefined, '+Inf'],
] as const)('%d in %s with %s decimals is %s', (value, unit, decimals, text) =>
  expect(formatValue(value, unit, decimals)).toBe(text),
);

describe('every unit that a dashboard uses is known', () => {
  const folder = join(import.meta.dirname, '../../../grafana/dashboards');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  test.each(files)('%s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const units = [...text.matchAll(/"unit": "([^"]*)"|"id": "unit",\s*"value": "([^"]*)"/g)];
    expect(units.map(([, plain, override]) => plain ?? override)).not.toEqual([]);
    for (const [, plain, override] of units) expect(UNITS).toContain(plain ?? override);
  });
});
