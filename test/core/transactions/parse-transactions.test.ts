import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { millisOf } from '../../../src/core/transactions/duration.ts';
import { parseTransactions } from '../../../src/core/transactions/parse-transactions.ts';
import { renderTransactionsSchema } from '../../../src/core/transactions/render-schema.ts';

const GOOD = `
transactions:
  checkout: { sla: 2s, timeout: 15m, owner: payments, steps: [stock, payment] }
  lease: { timeout: 3650d }
  signup: {}
`;

describe('a file of transactions', () => {
  test('is read', () => {
    const { definitions, faults } = parseTransactions(GOOD);
    expect(faults).toEqual([]);
    expect([...(definitions ?? [])]).toEqual([
      [
        'checkout',
        { slaMillis: 2_000, timeoutMillis: 900_000, steps: ['stock', 'payment'], owner: 'payments' },
      ],
      ['lease', { timeoutMillis: 315_360_000_000 }],
      ['signup', {}],
    ]);
  });

  test.each([
    ['transactions:\n  checkout: { slo: 2s }', '2:15: transactions.checkout: "slo" is not known'],
    [
      'transactions:\n  checkout: { sla: 2 }',
      '2:20: transactions.checkout.sla: 2 is not accepted; expected a duration such as 500ms, 2s, 15m, 4h or 2d',
    ],
    ['transactions:\n  checkout: { sla: 2sec }', '2:20: transactions.checkout.sla: "2sec" is not accepted'],
    [
      'transactions:\n  checkout: { timeout: 3651d }',
      '2:24: transactions.checkout.timeout: 3651d is not accepted; expected at most 3650d',
    ],
    ['transactions:\n  a: { sla: 2m, timeout: 1m }', '2:26: transactions.a.timeout: 1m is shorter than'],
    ['transactions:\n  a: { steps: [x, y, x] }', '2:22: transactions.a.steps[2]: "x" is there twice'],
    ['transactions:\n  "a\\nb": {}', '2:3: transactions: "a'],
    ['transactions: { a: {}, a: {} }', '1:24: Map keys must be unique'],
    ['checkout: {}', '1:1: "checkout" is not known'],
    ['', '1:1: "transactions" is missing'],
    ['a: &a [*a]', '1:'],
    [
      `transactions:\n${Array.from({ length: 201 }, (_, i) => `  t${i}: {}`).join('\n')}`,
      '1:1: transactions: 201 names',
    ],
  ])('%j is refused with the place', (text, expected) => {
    const { definitions, faults } = parseTransactions(text);
    expect(definitions).toBeUndefined();
    const lines = faults.map(({ line, column, message }) => `${line}:${column}: ${message}`);
    expect(lines.join('\n')).toContain(expected);
  });

  test.each([
    ['500ms', 500],
    ['2s', 2_000],
    ['15m', 900_000],
    ['4h', 14_400_000],
    ['2d', 172_800_000],
  ])('%s', (text, millis) => {
    expect(millisOf(text)).toBe(millis);
  });

  test('the schema for editors is the one in docs', () => {
    const file = join(import.meta.dirname, '../../../docs/binnacle.transactions.schema.json');
    expect(readFileSync(file, 'utf8')).toBe(renderTransactionsSchema());
  });
});
