import { keyValues } from '../../collector/otlp-request.ts';
import { nanos } from '../otlp-metrics.ts';

const BOUNDS = [0.1, 0.25, 1, 2.5];

/** One series of a histogram, counted on. */
interface Counted {
  readonly metric: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly startMillis: number;
  readonly counts: number[];
}

/** A service as its metrics show it: what it answers, and what it asks. */
export class StormService {
  readonly #resource: Readonly<Record<string, string>>;
  readonly #series = new Map<string, Counted>();

  constructor(name: string, environment: string) {
    this.#resource = {
      'service.namespace': 'shop',
      'service.name': name,
      'service.instance.id': name,
      'deployment.environment.name': environment,
    };
  }

  /** So many calls that took so long each. */
  count(metric: string, attributes: Counted['attributes'], seconds: number, calls: number): void {
    const key = JSON.stringify([metric, attributes]);
    const known = this.#series.get(key);
    const counted = known ?? {
      metric,
      attributes,
      startMillis: Date.now() - 1_000,
      counts: Array.from({ length: BOUNDS.length + 1 }, () => 0),
    };
    this.#series.set(key, counted);
    const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
    const at = bucket < 0 ? BOUNDS.length : bucket;
    counted.counts[at] = (counted.counts[at] ?? 0) + calls;
  }

  /** What it exports now. */
  export(): object {
    const byMetric = Object.groupBy(this.#series.values(), ({ metric }) => metric);
    return {
      resource: { attributes: keyValues(this.#resource) },
      scopeMetrics: [
        {
          scope: { name: 'test' },
          metrics: Object.entries(byMetric).map(([name, counted = []]) => ({
            name,
            unit: 's',
            histogram: { aggregationTemporality: 2, dataPoints: counted.map(dataPoint) },
          })),
        },
      ],
    };
  }
}

const dataPoint = ({ attributes, startMillis, counts }: Counted): object => ({
  attributes: keyValues(attributes),
  startTimeUnixNano: nanos(startMillis),
  timeUnixNano: nanos(Date.now()),
  count: String(counts.reduce((sum, count) => sum + count, 0)),
  sum: 1,
  explicitBounds: BOUNDS,
  bucketCounts: counts.map(String),
});
