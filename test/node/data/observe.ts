import type { MetricPoint, Span } from '../otlp-json.ts';
import { startOtlpReceiver } from '../otlp-receiver.ts';
import { type Ended, type FixtureOptions, runFixture } from '../run-fixture.ts';

/** What a program did and sent. */
export interface Observed {
  readonly ended: Ended;
  readonly spans: readonly Span[];
  readonly points: readonly MetricPoint[];
  /** Everything that was sent, as text. */
  readonly raw: string;
}

/** Runs a program of `fixtures/data/` to its end. */
export const observe = async (
  file: string,
  options: Pick<FixtureOptions, 'args' | 'env'> = {},
): Promise<Observed> => {
  const receiver = await startOtlpReceiver();
  try {
    const ended = await runFixture(`data/${file}`, { endpoint: receiver.url, ...options });
    if (ended.code !== 0) throw new Error(`${file} failed: ${JSON.stringify(ended, null, 2)}`);
    return { ended, spans: receiver.spans(), points: receiver.metricPoints(), raw: receiver.raw() };
  } finally {
    await receiver.close();
  }
};

/** The spans inside the fixture's span `work`, in the order of their ends: `SELECT users`, `SELECT !42703`. */
export const insideWork = ({ spans }: Observed, name = 'work'): readonly string[] => {
  const work = spans.find((span) => span.name === name);
  return spans
    .filter(({ parentSpanId }) => work !== undefined && parentSpanId === work.spanId)
    .map((span) => (span.isError ? `${span.name} !${String(span.attributes['error.type'])}` : span.name));
};

/** How many operations the duration histogram has by operation, collection and error: `SELECT users: 2`. */
export const durations = ({ points }: Observed): readonly string[] =>
  points
    .filter(({ metric }) => metric === 'db.client.operation.duration')
    .map(({ attributes, count }) => {
      const {
        'db.operation.name': operation,
        'db.collection.name': collection,
        'error.type': error,
      } = attributes;
      const words = [operation, collection, error && `!${String(error)}`].filter(
        (word) => word !== undefined,
      );
      return `${words.join(' ')}: ${count}`;
    })
    .sort();

/** How many operations it has by summary, with or without an error: `SELECT users: 3`. */
export const bySummary = ({ points }: Observed): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { metric, attributes, count } of points) {
    if (metric !== 'db.client.operation.duration') continue;
    const summary = String(attributes['db.query.summary']);
    counts.set(summary, (counts.get(summary) ?? 0) + Number(count));
  }
  return [...counts].map(([summary, count]) => `${summary}: ${count}`).sort();
};

/** Everything that fixtures give to databases as a value. */
const VALUES = /.{0,60}(?:jo(?:@|%40|%2540)example|hunter2|session:).{0,20}/g;

/** Names that were used before they became stable, and names of single libraries. */
const UNSTABLE =
  /"key":"(?:db\.(?:system|statement|name|user|operation|sql\.table|mongodb\.\w+|(?:postgresql|memcached|mysql|redis)\.\w+)|net\.peer\.\w+|(?:knex|memcached)\.version)"/g;

/** What must not be in anything that was sent, each with its surroundings. */
export const leaks = ({ raw }: Observed): readonly string[] => [
  ...(raw.match(VALUES) ?? []),
  ...(raw.match(UNSTABLE) ?? []),
];
