import { createHash } from 'node:crypto';
import type { MetricPoint, Source, Temporality } from '../../model.ts';
import type { DropReason } from '../counters.ts';
import { type Distribution, subtract } from './distribution.ts';

/** What a point adds to what was counted before, and the time in which that happened. */
export interface Increment {
  readonly distribution: Distribution;
  readonly fromMillis: number;
  readonly toMillis: number;
}

interface Stream {
  startMillis: number;
  timeMillis: number;
  last: Distribution;
  arrivedMillis: number;
}

interface Instance {
  /** The request that brought the first point of this resource. */
  readonly firstRequest: number;
  /** The latest point of an earlier request, and of this one. */
  previousMillis: number;
  latestMillis: number;
  latestRequest: number;
}

export type StreamResult =
  | { readonly increment: Increment }
  | { readonly baseline: true }
  | { readonly drop: DropReason };

/** A stream silent for so long may lose its state to a new one. */
const IDLE_MILLIS = 600_000;

/**
 * Remembers each cumulative stream's last point. A stream is one attribute set of one resource; a new
 * start time, or a count that went down, is a reset.
 * https://opentelemetry.io/docs/specs/otel/metrics/data-model/#resets-and-gaps
 */
export class Streams {
  readonly #max: number;
  readonly #startedMillis: number;
  readonly #streams = new Map<string, Stream>();
  readonly #instances = new Map<string, Instance>();
  readonly #resourceKeys = new WeakMap<Source, string>();

  constructor(max: number, startedMillis: number) {
    this.#max = max;
    this.#startedMillis = startedMillis;
  }

  get size(): number {
    return this.#streams.size;
  }

  /**
   * Notes that a process has exported something, whatever it was: what it counts later, it has not
   * counted before. `request` is the number of the request that brought the point.
   */
  see(point: MetricPoint, request: number): void {
    this.#instanceOf(this.#resourceKey(point.source), point, request);
  }

  /** What a point adds; `see` has been told of it. */
  next(
    point: MetricPoint,
    distribution: Distribution,
    temporality: Temporality,
    request: number,
    nowMillis: number,
  ): StreamResult {
    const resource = this.#resourceKey(point.source);
    const key = digest([resource, point.scope, point.unit, temporality, ...attributeEntries(point)]);
    const instance = this.#instanceOf(resource, point, request);
    const stream = this.#streams.get(key);
    const { startMillis, timeMillis } = point;
    const own = { distribution, fromMillis: startMillis || timeMillis, toMillis: timeMillis };
    if (!stream && !this.#makeRoom(nowMillis))
      return temporality === 'delta' ? { increment: own } : { drop: 'series_limit' };
    // Set anew, so that the map's order is the order of the latest points.
    this.#streams.delete(key);
    const before = stream && { ...stream };
    const fault = stream && faultOf(point, stream, temporality);
    this.#streams.set(
      key,
      fault && stream ? stream : { startMillis, timeMillis, last: distribution, arrivedMillis: nowMillis },
    );
    if (fault) return { drop: fault };
    if (temporality === 'delta') return { increment: own };
    if (!before) return this.#first(point, distribution, instance, request);
    const grown = before.startMillis === startMillis ? subtract(distribution, before.last) : undefined;
    const fromMillis = grown ? before.timeMillis : Math.max(startMillis, before.timeMillis);
    return { increment: { distribution: grown ?? distribution, fromMillis, toMillis: timeMillis } };
  }

  /**
   * The first cumulative point counts whole if all of it happened after this backend started, or after
   * an earlier export of the same process, which did not have it. Otherwise it is only what later points
   * are compared with.
   */
  #first(point: MetricPoint, distribution: Distribution, instance: Instance, request: number): StreamResult {
    const { startMillis, timeMillis } = point;
    const knownBefore = instance.firstRequest < request;
    if (!knownBefore && startMillis < this.#startedMillis) return { baseline: true };
    const fromMillis = Math.min(timeMillis, Math.max(startMillis, instance.previousMillis));
    return { increment: { distribution, fromMillis, toMillis: timeMillis } };
  }

  #instanceOf(resource: string, { timeMillis }: MetricPoint, request: number): Instance {
    const known = this.#instances.get(resource);
    if (known) this.#instances.delete(resource);
    const instance = known ?? {
      firstRequest: request,
      previousMillis: 0,
      latestMillis: 0,
      latestRequest: request,
    };
    if (instance.latestRequest !== request) {
      instance.previousMillis = instance.latestMillis;
      instance.latestRequest = request;
    }
    instance.latestMillis = Math.max(instance.latestMillis, timeMillis);
    this.#instances.set(resource, instance);
    const oldest = this.#instances.size > this.#max ? this.#instances.keys().next().value : undefined;
    if (oldest !== undefined) this.#instances.delete(oldest);
    return instance;
  }

  #resourceKey(source: Source): string {
    const key = this.#resourceKeys.get(source) ?? digest([source.resource]);
    this.#resourceKeys.set(source, key);
    return key;
  }

  #makeRoom(nowMillis: number): boolean {
    if (this.#streams.size < this.#max) return true;
    const [oldest] = this.#streams;
    if (!oldest || nowMillis - oldest[1].arrivedMillis < IDLE_MILLIS) return false;
    this.#streams.delete(oldest[0]);
    return true;
  }
}

const faultOf = (point: MetricPoint, stream: Stream, temporality: Temporality): DropReason | undefined => {
  const { startMillis, timeMillis } = point;
  if (startMillis === stream.startMillis && timeMillis === stream.timeMillis) return 'duplicate';
  if (temporality === 'delta') return undefined;
  return startMillis < stream.startMillis || timeMillis < stream.timeMillis ? 'out_of_order' : undefined;
};

const attributeEntries = ({ attributes }: MetricPoint): readonly unknown[] =>
  Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));

/** Of fixed length, so that long attributes do not become long keys. */
const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64');
