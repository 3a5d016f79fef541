// Requests that ask a database for the same again, or for too much at once, and those that look like it.
import type { RequestBuilder } from './request-builder.ts';
import type { Kind } from './request-kinds.ts';

type Kinds = Readonly<Record<string, Kind>>;

const LIST = 'SELECT * FROM orders WHERE owner_id = $1';
const RATE = 'SELECT rate FROM currencies WHERE code = ?';
const rateOf = (code: string): string => `SELECT rate FROM currencies WHERE code = '${code}'`;
const SETTING = 'SELECT "value" FROM "settings" WHERE "name" = ? LIMIT ?';

/** Least and most, both of them possible. */
type Range = readonly [least: number, most: number];

/** As few as are a fault, and as short as they may be together: 5 of them, and 50 ms. */
const AT_THE_BOUND: { readonly count: Range; readonly millis: Range } = { count: [5, 6], millis: [10, 12] };

interface Repeated {
  readonly count: Range;
  readonly millis: Range;
  readonly pause?: Range;
  readonly statement?: string;
  readonly given?: string;
  readonly values?: number;
  readonly hasFailed?: boolean;
}

const repeat = (
  request: RequestBuilder,
  {
    count,
    millis,
    pause = [0, 0],
    statement = RATE,
    given = rateOf('EUR'),
    values,
    hasFailed = false,
  }: Repeated,
  between: () => void = () => {},
): void => {
  for (let i = request.whole(...count); i > 0; i--) {
    request.askNext({
      statement,
      given,
      ...(values !== undefined && { values }),
      millis: request.between(...millis),
      hasFailed,
    });
    request.wait(request.between(...pause));
    between();
  }
};

const REPEATED = {
  faulty: {
    'just enough': (request) => repeat(request, AT_THE_BOUND),
    'for each item of a list': (request) => {
      request.askNext({ statement: LIST, millis: 4 });
      repeat(request, { count: [7, 40], millis: [8, 20] });
    },
    'two values in the text': (request) =>
      repeat(request, {
        ...AT_THE_BOUND,
        statement: SETTING,
        given: `SELECT "value" FROM "settings" WHERE "name" = 'currency' LIMIT 1`,
      }),
    'with work in between': (request) => repeat(request, { ...AT_THE_BOUND, pause: [1, 90] }),
    'with other queries in between': (request) =>
      repeat(request, AT_THE_BOUND, () =>
        request.askNext({ statement: 'UPDATE items SET price = $1 WHERE id = $2', millis: 3 }),
      ),
    'the same value beside it': (request) =>
      repeat(request, { ...AT_THE_BOUND, given: RATE.replace('?', '$1'), values: 7 }),
    'nothing before but another value': (request) => {
      request.askNext({ statement: RATE, given: rateOf('USD'), millis: 11 });
      repeat(request, AT_THE_BOUND);
    },
  },
  sound: {
    'one too few': (request) => repeat(request, { count: [2, 4], millis: [10, 40] }),
    'just too short': (request) => repeat(request, { count: [5, 6], millis: [5, 8] }),
    'fast ones': (request) => repeat(request, { count: [5, 30], millis: [0.1, 1.5] }),
    'few of each value': (request) => {
      const codes = ['EUR', 'USD', 'CHF'];
      for (let i = request.whole(2, 4); i > 0; i--)
        for (const code of codes)
          request.askNext({ statement: RATE, given: rateOf(code), millis: request.between(10, 20) });
    },
    'another value each time': (request) => {
      for (let i = request.whole(5, 20); i > 0; i--)
        request.askNext({ statement: RATE, given: rateOf(`X${i}`), millis: request.between(10, 20) });
    },
    'another value beside it': (request) => {
      for (let i = request.whole(5, 20); i > 0; i--)
        request.askNext({ statement: RATE, given: RATE, values: i, millis: request.between(10, 20) });
    },
    'values that nobody sees': (request) =>
      repeat(request, { count: [5, 20], millis: [10, 20], given: RATE.replace('?', '$1') }),
    polling: (request) => repeat(request, { count: [5, 20], millis: [10, 20], pause: [110, 900] }),
    'tries again': (request) => {
      repeat(request, { count: [4, 8], millis: [15, 40], hasFailed: true });
      repeat(request, { count: [1, 1], millis: [10, 12] });
    },
    writes: (request) => {
      const given = "INSERT INTO visits (page) VALUES ('home')";
      repeat(request, { count: [5, 20], millis: [10, 20], statement: given.replace("'home'", '?'), given });
    },
    housekeeping: (request) =>
      repeat(request, { count: [5, 20], millis: [10, 20], statement: 'SELECT 1', given: 'SELECT 1' }),
    'all at once': (request) =>
      request.askTogether(
        Array.from({ length: request.whole(5, 15) }, () => ({
          statement: RATE,
          given: rateOf('EUR'),
          millis: request.between(20, 40),
        })),
      ),
    'from different places': (request) => {
      for (let i = request.whole(5, 9); i > 0; i--)
        request.askNext({ statement: RATE, given: rateOf('EUR'), site: `src/step-${i}.js:${i}`, millis: 12 });
    },
  },
} satisfies { faulty: Kinds; sound: Kinds };

const ITEM = 'SELECT * FROM items WHERE id = $1';

interface Together {
  readonly count: Range;
  readonly millis: Range;
  readonly statement?: string;
}

const together = (request: RequestBuilder, { count, millis, statement = ITEM }: Together): void =>
  request.askTogether(
    Array.from({ length: request.whole(...count) }, () => ({
      statement,
      millis: request.between(...millis),
    })),
  );

/** As a pool of so many connections lets them through: each begins when another has ended. */
const throughPool = (request: RequestBuilder, connections: number, count: number): void => {
  const free = Array.from({ length: connections }, () => request.now);
  for (let i = 0; i < count; i++) {
    const at = Math.min(...free);
    free[free.indexOf(at)] = request.ask({ statement: ITEM, millis: request.between(10, 40) }, at);
  }
  request.wait(Math.max(...free) - request.now);
};

const PARALLEL = {
  faulty: {
    'just enough': (request) => together(request, { count: [20, 21], millis: [50, 60] }),
    'one for each item': (request) => {
      request.askNext({ statement: LIST, millis: 4 });
      together(request, { count: [20, 90], millis: [50, 200] });
    },
    'short ones that wait for a pool': (request) =>
      throughPool(request, request.whole(8, 10), request.whole(30, 60)),
    'of a small pool': (request) => throughPool(request, 5, request.whole(20, 40)),
  },
  sound: {
    'one too few': (request) => together(request, { count: [2, 19], millis: [50, 200] }),
    'just too short': (request) => together(request, { count: [20, 40], millis: [5, 47] }),
    writes: (request) =>
      together(request, {
        count: [20, 40],
        millis: [50, 90],
        statement: 'INSERT INTO visits (page) VALUES ($1)',
      }),
    housekeeping: (request) =>
      together(request, { count: [20, 40], millis: [50, 90], statement: 'SELECT 1' }),
    'one after the other': (request) => {
      request.askNext({ statement: LIST, millis: 4 });
      for (let i = request.whole(20, 40); i > 0; i--)
        request.askNext({ statement: ITEM, millis: request.between(5, 20) });
    },
    'a few at a time': (request) => {
      const most = request.whole(2, 4);
      for (let left = request.whole(20, 40); left > 0; left -= most)
        together(request, { count: [Math.min(most, left), Math.min(most, left)], millis: [20, 60] });
    },
    'never more than a few': (request) => throughPool(request, request.whole(2, 4), request.whole(20, 40)),
    'from different places': (request) =>
      request.askTogether(
        Array.from({ length: 24 }, (_, i) => ({
          statement: ITEM,
          site: `src/part-${i}.js:${i}`,
          millis: 60,
        })),
      ),
    'different statements': (request) =>
      request.askTogether(
        Array.from({ length: 24 }, (_, i) => ({
          statement: `SELECT * FROM part_of_${'abcdefghijklmnopqrstuvwx'[i]}`,
          millis: 60,
        })),
      ),
  },
} satisfies { faulty: Kinds; sound: Kinds };

export const QUERY_KINDS = { repeated_query: REPEATED, parallel_queries: PARALLEL } as const;
