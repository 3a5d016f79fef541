import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { runFixture } from '../run-fixture.ts';
import { useFixture } from '../use-fixture.ts';

const FIXTURE = 'defined-transactions.mjs';
const NAME = 'business.transaction.name';
const STEP = 'business.transaction.step';
const FILE = `
transactions:
  checkout: { sla: 2s, timeout: 15m, owner: payments, steps: [stock, payment] }
  signup: {}
`;

const folder = await mkdtemp(join(tmpdir(), 'binnacle-defined-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('transactions of a file', () => {
  const used = useFixture(FIXTURE, async () => {
    const file = join(folder, 'transactions.yaml');
    await writeFile(file, FILE);
    return {
      env: {
        BUSINESS_TRANSACTIONS_FILE: file,
        OTEL_METRIC_EXPORT_INTERVAL: '60000',
      },
    };
  });
  const pointsOf = (metric: string) =>
    used
      .receiver()
      .metricPoints()
      .filter((point) => point.metric === metric);

  test('have its SLA and owner; the call wins', () => {
    const [first, , odd] = used.spans('checkout').map(({ attributes }) => attributes);
    expect(first).toMatchObject({
      'business.sla.threshold': 2,
      'business.sla.kept': true,
      'business.transaction.owner': 'payments',
    });
    expect(odd).toMatchObject({ 'business.sla.threshold': 5 });
  });

  test('have its steps, and others are counted together', () => {
    const ended = pointsOf('business.transactions').filter(
      ({ attributes }) => attributes[NAME] === 'checkout',
    );
    expect(ended.map(({ attributes }) => attributes[STEP]).sort()).toEqual(['payment', '{other}', undefined]);
  });

  test('are counted under their name, however many others there are', () => {
    const names = new Set(pointsOf('business.transactions').map(({ attributes }) => attributes[NAME]));
    expect(names.size).toBe(201);
    expect(names).toContain('signup');
    expect(names).toContain('{other}');
  });

  test('are resumed in their process by the baggage, without a store', () => {
    expect(used.ended().stdout).toBe('kept false\nsame true\nended true,false,undefined\n');
  });
});

test.each([
  [
    'cannot be read',
    'missing.yaml',
    undefined,
    /"[^"]*missing\.yaml" cannot be read \(ENOENT\); it is left out/,
  ],
  [
    'is faulty',
    'faulty.yaml',
    'transactions:\n  checkout: { sla: soon, steps: x }\n',
    /faulty\.yaml:2:20: transactions\.checkout\.sla: "soon" is not accepted.*\(and 1 more\); the file is left out; to check it: binnacle config check --transactions/,
  ],
])('a file that %s is said once, and the service goes on', async (_what, name, text, message) => {
  const file = join(folder, name);
  if (text !== undefined) await writeFile(file, text);
  const ended = await runFixture(FIXTURE, {
    env: {
      BUSINESS_TRANSACTIONS_FILE: file,
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
    },
  });
  expect(ended).toMatchObject({ code: 0, messages: [expect.stringMatching(message)] });
});
