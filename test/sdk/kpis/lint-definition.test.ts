import { describe, expect, test } from '@jest/globals';
import type { AnyDefinition, KpiType } from '../../../src/sdk/kpis/definition.ts';
import { lintDefinition, prometheusNameOf, refuseDefinition } from '../../../src/sdk/kpis/lint-definition.ts';

const GOOD: AnyDefinition = {
  name: 'shop.orders',
  help: 'Orders that were placed',
  unit: '{order}',
  labels: { country: ['de', 'fr'], payment: 'any' },
};
const lint = (more: Partial<AnyDefinition>, type: KpiType = 'counter') =>
  lintDefinition({ ...GOOD, ...more }, type, 2_000);

describe('a definition', () => {
  test('that is good', () => {
    expect(refuseDefinition(GOOD, 'counter')).toBeUndefined();
    expect(lint({})).toEqual([]);
    expect(lint({ labels: ['country', 'order_status', 'http.route', 'valid'] })).toEqual([]);
    expect(lint({ name: 'shop.packing.duration', unit: 's' }, 'histogram')).toEqual([]);
  });

  test.each<readonly [Partial<AnyDefinition>, KpiType, string]>([
    [{ help: ' ' }, 'counter', 'has no help'],
    [{ name: 'shop.ordersPlaced' }, 'counter', 'is better called shop.orders_placed'],
    [{ name: 'shop-orders' }, 'counter', 'is better called shop_orders'],
    [{ name: 'shop.orders_total' }, 'counter', 'ends with "total"'],
    [{ unit: 'seconds' }, 'counter', 'the unit is "s"'],
    [{ unit: '' }, 'histogram', 'has no unit'],
    [{ name: 'shop.packing_ms', unit: 'ms' }, 'histogram', 'has "ms" in its name'],
    [{ labels: ['user_id'] }, 'counter', 'label "user_id", which may have values without end'],
    [{ labels: ['customerEmail'] }, 'counter', 'label "customerEmail", which may have values without end'],
    [{ labels: ['le'] }, 'counter', 'label "le", which is Prometheus'],
    [{ labels: ['a.b', 'a_b'] }, 'counter', 'the same for Prometheus: a.b and a_b'],
    [{ labels: [...'abcdefghijk'] }, 'counter', 'has 11 labels'],
    [
      { labels: { a: Array.from({ length: 100 }, String), b: Array.from({ length: 100 }, String) } },
      'counter',
      'may have 10000 series; the limit is 2000',
    ],
  ])('%j of a %s', (more, type, expected) => {
    expect(lint(more, type).join('\n')).toContain(expected);
  });

  test('with all values of a label may name it as it likes', () => {
    expect(lint({ labels: { user: ['guest', 'member'] } })).toEqual([]);
  });

  test.each([
    [{ name: '1a' }, 'no name that a metric can have'],
    [{ name: 'x'.repeat(256) }, 'no name that a metric can have'],
    [{ name: 7 }, 'no name that a metric can have'],
    [{ unit: 'x'.repeat(64) }, 'no unit'],
    [{ labels: ['-'] }, 'of which no name is left'],
    [{ buckets: [1, 1] }, 'rising numbers'],
    [{ buckets: [Number.NaN] }, 'rising numbers'],
    [{ buckets: Array.from({ length: 101 }, (_, i) => i) }, 'rising numbers'],
  ])('%j is refused', (more, expected) => {
    expect(refuseDefinition({ ...GOOD, ...more } as AnyDefinition, 'histogram')).toContain(expected);
  });

  test.each<readonly [Partial<AnyDefinition>, KpiType, string]>([
    [{}, 'counter', 'shop_orders_total'],
    [{ name: 'shop.packing', unit: 's' }, 'histogram', 'shop_packing_seconds'],
    [{ name: 'shop.share', unit: '1' }, 'gauge', 'shop_share_ratio'],
  ])('%j of a %s is %s for Prometheus', (more, type, name) => {
    expect(prometheusNameOf({ ...GOOD, ...more }, type)).toBe(name);
  });
});
