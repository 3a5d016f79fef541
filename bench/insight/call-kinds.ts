// Requests as services make them that call others, and that read much: with a fault, and what looks like it.
import type { RequestBuilder } from './request-builder.ts';
import type { Kind } from './request-kinds.ts';

type Kinds = Readonly<Record<string, Kind>>;

const HOSTS = ['users.internal', 'prices.internal:8080', 'stock.internal', 'api.partner.example'] as const;
const PLACES = ['src/checkout.js:12', 'src/clients/users.ts:40', undefined] as const;

const place = (request: RequestBuilder): { site?: string } => {
  const site = request.pick(PLACES);
  return site === undefined ? {} : { site };
};

/** As services write them: numbers, UUIDs, words with digits. */
const id = (request: RequestBuilder): string =>
  request.pick([
    String(request.whole(1, 9_999_999)),
    `acc_${request.whole(1_000, 9_999_999)}x`,
    `${request.whole(10_000_000, 99_999_999)}-aa11-4b2c-9d3e-0123456789ab`,
  ]);

const LARGE = [
  'SELECT * FROM orders WHERE status = $1',
  'SELECT id, name FROM "products"',
  'SELECT o.*, c.name FROM orders o JOIN customers c ON c.id = o.customer_id ORDER BY o.created',
  'WITH recent AS (SELECT * FROM events WHERE at > $1) SELECT * FROM recent',
] as const;

const MISSING_LIMIT = {
  faulty: {
    'a whole table': (request) =>
      request.askNext({ statement: request.pick(LARGE), millis: 40, rows: request.whole(1_000, 90_000) }),
    'each time': (request) => {
      const statement = request.pick(LARGE);
      for (let i = request.whole(2, 4); i > 0; i--)
        request.askNext({ statement, millis: 30, rows: request.whole(1_000, 9_000) });
    },
  },
  sound: {
    'few rows': (request) =>
      request.askNext({ statement: request.pick(LARGE), millis: 40, rows: request.whole(0, 999) }),
    'rows that nobody knows of': (request) => request.askNext({ statement: request.pick(LARGE), millis: 40 }),
    'a limit': (request) =>
      request.askNext({
        statement: request.pick([
          'SELECT * FROM orders ORDER BY id LIMIT $1',
          'SELECT * FROM orders ORDER BY id FETCH FIRST ? ROWS ONLY',
          'SELECT TOP (?) * FROM orders',
          'SELECT * FROM orders WHERE id BETWEEN ? AND ?',
        ]),
        millis: 60,
        rows: request.whole(1_000, 5_000),
      }),
    'a list of keys': (request) =>
      request.askNext({
        statement: request.pick([
          'SELECT * FROM items WHERE id IN (?)',
          'SELECT * FROM items WHERE id = ANY($1)',
        ]),
        millis: 60,
        rows: request.whole(1_000, 5_000),
      }),
    'a write': (request) =>
      request.askNext({
        statement: 'INSERT INTO archive SELECT * FROM orders RETURNING id',
        millis: 60,
        rows: request.whole(1_000, 5_000),
      }),
    'a read that failed': (request) =>
      request.askNext({ statement: request.pick(LARGE), millis: 60, rows: 2_000, hasFailed: true }),
  },
} satisfies { faulty: Kinds; sound: Kinds };

const many = (request: RequestBuilder, path: () => string, count: number, gap = 0): void => {
  const host = request.pick(HOSTS);
  const where = place(request);
  for (let i = 0; i < count; i++) {
    request.callNext({ host, path: path(), ...where, millis: request.between(11, 60) });
    request.wait(gap);
  }
};

const CHATTY = {
  faulty: {
    'one for each item': (request) => many(request, () => `/v1/users/${id(request)}`, request.whole(10, 60)),
    'parts of each item': (request) =>
      many(request, () => `/users/${id(request)}/avatar?size=64`, request.whole(10, 40)),
    'the very same again': (request) => many(request, () => '/rates/EUR', request.whole(10, 30)),
    'with queries between': (request) => {
      const host = request.pick(HOSTS);
      for (let i = request.whole(10, 30); i > 0; i--) {
        request.callNext({ host, path: `/users/${id(request)}`, millis: request.between(11, 40) });
        request.askNext({ statement: 'UPDATE users SET seen = true WHERE id = $1', millis: 2 });
      }
    },
  },
  sound: {
    few: (request) => many(request, () => `/users/${id(request)}`, request.whole(2, 9)),
    polling: (request) => many(request, () => `/jobs/77`, request.whole(10, 20), request.between(110, 900)),
    pages: (request) => {
      let page = 0;
      const key = request.pick([
        'page',
        'offset',
        'cursor',
        'after',
        'page_token',
        'starting_after',
        'since_id',
        'max_id',
        'key-marker',
      ]);
      many(request, () => `/orders?limit=100&${key}=${page++}`, request.whole(10, 30));
    },
    'parts of a large file': (request) => {
      let part = 0;
      many(request, () => `/videos/clip.mp4?partNumber=${++part}&uploadId=a1`, request.whole(10, 30));
    },
    'batches of many': (request) => {
      const path = request.pick(['/items/_bulk', '/v1/users/batch', '/_mget?realtime=true']);
      many(request, () => path, request.whole(10, 30));
    },
    'turns of a talk': (request) => {
      const path = request.pick([
        '/v1/chat/completions',
        '/v1/messages',
        '/v1beta/models/m:generateContent',
        '/model/m/converse',
      ]);
      many(request, () => path, request.whole(10, 30));
    },
    'all at once': (request) => {
      const host = request.pick(HOSTS);
      request.callTogether(
        Array.from({ length: request.whole(10, 40) }, () => ({
          host,
          path: `/users/${id(request)}`,
          millis: request.between(20, 60),
        })),
      );
    },
    'tries again': (request) => {
      const host = request.pick(HOSTS);
      for (let i = request.whole(10, 14); i > 0; i--)
        request.callNext({ host, path: '/pay', method: 'POST', millis: 30, hasFailed: true });
    },
    'different services': (request) => {
      for (let i = 0; i < 12; i++)
        request.callNext({ host: `s${i}.internal`, path: `/things/${id(request)}`, millis: 5 });
    },
    'fast ones': (request) => {
      for (let i = request.whole(10, 20); i > 0; i--)
        request.callNext({ host: 'localhost:9000', path: `/flags/f${i}`, millis: request.between(0.5, 4) });
    },
  },
} satisfies { faulty: Kinds; sound: Kinds };

const READS = ['/rates', '/config/shop', '/banners?place=top', '/recommendations', '/stock/summary'] as const;

const serially = (request: RequestBuilder, paths: readonly string[], method = 'GET', gap = 0): void => {
  for (const [index, path] of paths.entries()) {
    if (index > 0) request.wait(gap);
    request.callNext({
      host: HOSTS[index % HOSTS.length] ?? 'a.internal',
      path,
      method,
      millis: request.between(55, 200),
    });
  }
};

const SERIAL = {
  faulty: {
    'none has an id': (request) => serially(request, READS.slice(0, request.whole(3, 5))),
    'all of the same user': (request) => {
      const user = id(request);
      serially(request, [`/users/${user}`, `/users/${user}/orders`, `/points?user=${user}`]);
    },
    'one behind a query': (request) => {
      request.askNext({ statement: 'SELECT * FROM baskets WHERE id = $1', millis: 3 });
      serially(request, READS.slice(1, 4));
    },
  },
  sound: {
    'each needs the answer before': (request) =>
      serially(request, [
        `/users/${id(request)}`,
        `/accounts/${id(request)}`,
        `/limits?account=${id(request)}`,
      ]),
    two: (request) => serially(request, READS.slice(0, 2)),
    writes: (request) => serially(request, ['/reserve', '/pay', '/ship'], 'POST'),
    'a login first': (request) => serially(request, ['/oauth/token', '/rates', '/config']),
    'work between': (request) => serially(request, READS.slice(0, 4), 'GET', request.between(12, 80)),
    'queries between': (request) => {
      for (const path of READS.slice(0, 4)) {
        serially(request, [path]);
        request.askNext({ statement: 'SELECT * FROM baskets WHERE id = $1', millis: 3 });
      }
    },
    'together already': (request) =>
      request.callTogether(
        READS.map((path, index) => ({ host: `s${index}.internal`, path, millis: request.between(55, 200) })),
      ),
    'fast ones': (request) => {
      for (const path of READS)
        request.callNext({ host: 'localhost:9000', path, millis: request.between(1, 15) });
    },
    'that fail': (request) => {
      for (const path of READS.slice(0, 4))
        request.callNext({ host: 'a.internal', path, millis: 90, hasFailed: true });
    },
  },
} satisfies { faulty: Kinds; sound: Kinds };

const inTransaction = (request: RequestBuilder, work: () => void): void => {
  request.askNext({ statement: request.pick(['BEGIN', 'START TRANSACTION']), millis: 0.4 });
  request.askNext({ statement: 'SELECT * FROM baskets WHERE id = $1 FOR UPDATE', millis: 3 });
  work();
  request.askNext({ statement: 'UPDATE baskets SET paid = true WHERE id = $1', millis: 3 });
  request.askNext({ statement: request.pick(['COMMIT', 'ROLLBACK']), millis: 1 });
};

const pay = (request: RequestBuilder): void =>
  request.callNext({
    host: 'api.partner.example',
    path: '/pay',
    method: 'POST',
    millis: request.between(40, 900),
  });

const TRANSACTION = {
  faulty: {
    'pays inside': (request) => inTransaction(request, () => pay(request)),
    'calls several': (request) =>
      inTransaction(request, () => {
        pay(request);
        request.callNext({ host: 'mail.internal', path: '/send', method: 'POST', millis: 80 });
      }),
    'fails inside': (request) =>
      inTransaction(request, () =>
        request.callNext({
          host: 'api.partner.example',
          path: '/pay',
          method: 'POST',
          millis: 5_000,
          hasFailed: true,
        }),
      ),
    'as the last thing': (request) => {
      request.askNext({ statement: 'BEGIN', millis: 0.4 });
      request.askNext({ statement: 'INSERT INTO payments (a) VALUES ($1)', millis: 2 });
      pay(request);
      request.askNext({ statement: 'COMMIT', millis: 1 });
    },
  },
  sound: {
    before: (request) => {
      pay(request);
      inTransaction(request, () => {});
    },
    after: (request) => {
      inTransaction(request, () => {});
      pay(request);
    },
    'between two': (request) => {
      inTransaction(request, () => {});
      pay(request);
      inTransaction(request, () => {});
    },
    'no transaction': (request) => {
      request.askNext({ statement: 'SELECT * FROM baskets WHERE id = $1', millis: 3 });
      pay(request);
      request.askNext({ statement: 'UPDATE baskets SET paid = true WHERE id = $1', millis: 3 });
    },
    'beside it': (request) => {
      request.call({
        host: 'mail.internal',
        path: '/send',
        method: 'POST',
        millis: request.between(30, 500),
      });
      inTransaction(request, () => {});
    },
    'a call that is short of what it waits for': (request) =>
      inTransaction(request, () => {
        request.wait(300);
        request.callNext({ host: 'localhost:9000', path: '/lock', millis: request.between(1, 15) });
        request.wait(300);
      }),
    'a savepoint and nothing else': (request) =>
      inTransaction(request, () => {
        request.askNext({ statement: 'SAVEPOINT a', millis: 0.3 });
        request.askNext({ statement: 'ROLLBACK TO a', millis: 0.3 });
      }),
  },
} satisfies { faulty: Kinds; sound: Kinds };

export const CALL_KINDS = {
  missing_limit: MISSING_LIMIT,
  chatty_calls: CHATTY,
  serial_calls: SERIAL,
  transaction_over_call: TRANSACTION,
} as const;
