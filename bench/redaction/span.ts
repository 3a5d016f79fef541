/**
 * What redaction costs where it finds nothing: a span of an HTTP server, texts as telemetry has them, and the worst
 * texts of 100 KB. Fails nowhere; the figures are medians of rounds. Run alone: `node bench/redaction/span.ts`.
 */
import { createRedactor, type Redactor } from '../../src/core/redaction/index.ts';
import { hostileTexts, randomTexts } from '../../test/core/redaction/hostile-texts.ts';

const ROUNDS = 41;
const SPANS = 2_000;
const WARM_UP_MILLIS = 400;
const HOSTILE_LENGTH = 100_000;
const SHOWN_HOSTILE = 10;

/** As a parser gives it: no other string has the same memory, and none of its properties were asked for yet. */
const fresh = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

/** The twelve attributes that the HTTP instrumentation and an application set. */
const spanOf = (n: number) => ({
  name: fresh('GET /shops/:shop/items/:id'),
  attributes: {
    'http.request.method': 'GET',
    'url.scheme': 'https',
    'url.path': fresh(`/shops/north-${n % 7}/items/${n}`),
    'url.query': fresh(`page=${n % 50}&sort=-date`),
    'server.address': fresh('shop.example.com'),
    'server.port': 8443,
    'network.protocol.version': '1.1',
    'user_agent.original': fresh(USER_AGENT),
    'http.response.status_code': 200,
    'http.route': '/shops/:shop/items/:id',
    'shop.basket.size': n % 9,
    'shop.feature': 'checkout-v2',
  },
});

/** Texts that hold nothing to hide, one of each kind that telemetry has. */
const CLEAN_TEXTS: readonly (readonly [kind: string, text: string])[] = [
  ['span name', 'GET /shops/:shop/items/:id'],
  ['log line', 'order 81723 shipped to warehouse 4 in 312 ms (attempt 2 of 3), queue depth 17'],
  [
    'log in JSON',
    '{"level":"info","time":1764000000000,"msg":"request completed","status":200,"ms":12.7,"ok":true}',
  ],
  ['user agent', USER_AGENT],
  ['SQL', 'SELECT id, title, price FROM items WHERE shop_id = $1 AND state IN ($2, $3) ORDER BY id LIMIT 50'],
  ['exception', "TypeError: Cannot read properties of undefined (reading 'total')"],
  [
    'stack trace',
    Array.from(
      { length: 10 },
      (_, i) => `    at Basket.total (file:///srv/shop/dist/basket/basket-${i}.js:${120 + i}:${7 + i})`,
    ).join('\n'),
  ],
  ['trace context', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  ['URL with escapes', 'https://shop.example.com/caf%C3%A9/a%20b?next=%2Fb%3Fpage%3D1&sort=-date'],
];

/** Processor time of this thread: others on the machine, and the garbage collector's threads, do not count. */
const microsNow = (): number => {
  const { user, system } = process.threadCpuUsage();
  return user + system;
};

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

/** Median of rounds, in microseconds for each of `count` calls. */
const microsOf = (count: number, call: (n: number) => unknown): number => {
  const round = (): number => {
    const start = performance.now();
    for (let n = 0; n < count; n++) call(n);
    return ((performance.now() - start) * 1_000) / count;
  };
  for (const start = performance.now(); performance.now() - start < WARM_UP_MILLIS; ) round();
  return median(Array.from({ length: ROUNDS }, round));
};

/** Microseconds for the name and the attributes of one span. */
export const measureSpan = (redactor: Redactor = createRedactor()): number => {
  const spans = Array.from({ length: SPANS }, (_, n) => spanOf(n));
  return microsOf(SPANS, (n) => {
    const { name, attributes } = spans[n] as ReturnType<typeof spanOf>;
    if (redactor.text(name) !== name || redactor.attributes(attributes) !== attributes)
      throw new Error('something was found in a span that holds nothing');
  });
};

/** Microseconds for one text of each kind. */
export const measureTexts = (redactor: Redactor = createRedactor()): Readonly<Record<string, number>> =>
  Object.fromEntries(
    CLEAN_TEXTS.map(([kind, text]) => {
      const texts = Array.from({ length: 500 }, () => fresh(text));
      if (redactor.text(text) !== text) throw new Error(`something was found in: ${text}`);
      return [kind, microsOf(texts.length, (n) => redactor.text(texts[n] as string))];
    }),
  );

interface HostileTime {
  readonly millis: number;
  /** What the text repeats, or what it has random rows of. */
  readonly piece: string;
}

/** Searches that are timed together: the clock of the processor's time may tick no more often than every 4 ms. */
const TOGETHER = 4;

/**
 * The slowest ten of the texts that tests make to make the search slow, in milliseconds for 100 KB, as text and as
 * URL: some hundred pieces repeated, and random rows, of which no two are alike.
 */
export const measureWorst = (redactor: Redactor = createRedactor(), seeds = [7]): readonly HostileTime[] => {
  const time = (piece: string, text: string, rounds: number): HostileTime => {
    const millisOf = (method: 'text' | 'url'): number => {
      const start = microsNow();
      for (let i = 0; i < TOGETHER; i++) redactor[method](text);
      return (microsNow() - start) / 1_000 / TOGETHER;
    };
    const times = Array.from({ length: rounds }, () => Math.max(millisOf('text'), millisOf('url')));
    return { millis: Math.min(...times), piece };
  };
  const pieces = [...new Set(seeds.flatMap((seed) => hostileTexts(seed)))];
  const texts = new Map<string, string>([
    ...pieces.map((piece): [string, string] => [
      `${JSON.stringify(piece.slice(0, 90))} repeated`,
      fresh(piece.repeat(Math.ceil(HOSTILE_LENGTH / piece.length)).slice(0, HOSTILE_LENGTH)),
    ]),
    ...seeds
      .flatMap((seed) => Object.entries(randomTexts(HOSTILE_LENGTH, seed)))
      .map(([kind, text]): [string, string] => [`random ${kind}`, text]),
  ]);
  const slowest = (times: readonly HostileTime[], count: number): HostileTime[] =>
    times.toSorted((one, other) => other.millis - one.millis).slice(0, count);
  const all = [...texts].map(([piece, text]) => time(piece, text, 1));
  // Once more, with all code compiled.
  return slowest(
    slowest(all, 3 * SHOWN_HOSTILE).map(({ piece }) => time(piece, texts.get(piece) as string, 7)),
    SHOWN_HOSTILE,
  );
};

if (import.meta.main) {
  console.log(`a server span: ${measureSpan().toFixed(2)} µs`);
  for (const [kind, micros] of Object.entries(measureTexts()))
    console.log(`${kind}: ${micros.toFixed(2)} µs`);
  console.log('the worst of 100 KB:');
  for (const { millis, piece } of measureWorst())
    console.log(`${millis.toFixed(1).padStart(8)} ms, ${piece}`);
}
