import { afterEach, expect, test } from '@jest/globals';
import { type DiagLogger, diag } from '@opentelemetry/api';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { createStoredTransactions } from '../../../src/node/business/store/stored-transactions.ts';
import type {
  KeptTransaction,
  TransactionRecord,
  TransactionStore,
} from '../../../src/node/business/store/transaction-store.ts';
import { waitFor } from '../../integration/wait-for.ts';

const redactor = createRedactor();
const RECORD = { id: 'a'.repeat(32), name: 'checkout', timeoutMillis: 1, attributes: {} };

/** A store in memory that can be away. */
const createFake = () => {
  const kept = new Map<string, TransactionRecord>();
  const state = { isAway: false, asked: 0, steps: [] as string[] };
  const answer = async <T>(value: () => T): Promise<T> => {
    state.asked++;
    if (state.isAway) throw new Error('connection of jo@example.com refused');
    return value();
  };
  const keptOf = (id: string): KeptTransaction | undefined => {
    const record = kept.get(id);
    return record && { record, ageMillis: 1, isOverdue: false, lastStep: undefined, steps: [] };
  };
  const store: TransactionStore = {
    name: 'Fake',
    put: (record) => answer(() => Boolean(kept.set(record.id, record))),
    get: (id) => answer(() => keptOf(id)),
    enterStep: (_id, step) => answer(() => void state.steps.push(step)),
    addStep: () => answer(() => undefined),
    take: (id) =>
      answer(() => {
        const found = keptOf(id);
        kept.delete(id);
        return found;
      }),
    claimOverdue: () => answer(() => []),
  };
  return { store, kept, state };
};

let stop: (() => void) | undefined;
afterEach(() => {
  stop?.();
  diag.disable();
});
const use = (store: TransactionStore) => {
  const stored = createStoredTransactions(store, () => redactor, {
    checkIntervalMillis: 10,
    tellOverdue: () => {},
    flush: async () => {},
  });
  stop = stored.stop;
  return stored;
};
const listen = (): string[] => {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const logger: DiagLogger = { error: say, warn: say, info: say, debug: say, verbose: say };
  diag.setLogger(logger, { suppressOverrideMessage: true });
  return lines;
};

test('what is kept is redacted, plain, and small', async () => {
  const { store, kept, state } = createFake();
  const stored = use(store);
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const attributes = {
    ...Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`a${i}`, 'x'.repeat(10_000)])),
    cyclic,
  };
  expect(
    await stored.keep({
      ...RECORD,
      name: 'for jo@example.com\u0000',
      attributes: { 'user.email': 'jo@example.com', card: '4111111111111111', ...attributes } as never,
    }),
  ).toBe(true);
  await stored.enterStep(RECORD.id, 'mail jo@example.com');
  const text = JSON.stringify([...kept.values(), state.steps]);
  expect(text).not.toMatch(/jo@example|4111111111111111|\\u0000/);
  expect(text.length).toBeLessThan(10_000);
});

test('one that ended while the store was away is taken out when it is back, and it is said once', async () => {
  const lines = listen();
  const { store, kept, state } = createFake();
  const stored = use(store);
  await stored.keep(RECORD);
  state.isAway = true;
  expect(await stored.take(RECORD.id)).toBe('away');
  stored.takeLater(RECORD.id);
  const { asked } = state;
  // While it is known to be away, nobody asks.
  for (let i = 0; i < 1_000; i++) expect(await stored.get(RECORD.id)).toBe('away');
  expect(state.asked - asked).toBeLessThan(10);
  state.isAway = false;
  await waitFor(
    'an empty store',
    () => kept.size,
    (size) => size === 0,
  );
  expect(lines).toEqual([expect.stringContaining('Fake keeps no business transactions now')]);
});

test('a store that hangs is asked no more than so often, and holds nobody up', async () => {
  listen();
  const hanging = new Promise<never>(() => {});
  const { store } = createFake();
  let asked = 0;
  const stored = use({
    ...store,
    get: () => {
      asked++;
      return hanging;
    },
  });
  const answers = Array.from({ length: 5_000 }, () => stored.get(RECORD.id));
  expect(asked).toBeLessThanOrEqual(1_000);
  expect(await answers.at(-1)).toBe('away');
});

test.each([
  ['nothing', undefined],
  ['no list', 7],
  ['a list of nothing', [undefined]],
])('a store of the application that answers with %s breaks nothing', async (_what, answer) => {
  listen();
  const { store } = createFake();
  let looked = 0;
  use({
    ...store,
    claimOverdue: async () => {
      looked++;
      return answer as never;
    },
  });
  await waitFor(
    'several looks',
    () => looked,
    (times) => times > 2,
  );
});
