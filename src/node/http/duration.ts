import { type Attributes, type Histogram, type Meter, ValueType } from '@opentelemetry/api';
import { HTTP_DURATION_BOUNDS_SECONDS } from '../../core/http-duration-bounds.ts';
import { bindHistogram, type RecordValue } from '../../sdk/bound-histogram.ts';

const createHistogram = (meter: Meter, name: string, description: string): Histogram =>
  meter.createHistogram(name, {
    description,
    unit: 's',
    valueType: ValueType.DOUBLE,
    advice: { explicitBucketBoundaries: [...HTTP_DURATION_BOUNDS_SECONDS] },
  });

export const createServerDuration = (meter: Meter): Histogram =>
  createHistogram(meter, 'http.server.request.duration', 'Duration of HTTP server requests.');

export const createClientDuration = (meter: Meter): Histogram =>
  createHistogram(meter, 'http.client.request.duration', 'Duration of HTTP client requests.');

/** What tells sets of attributes apart. */
type Part = string | number | undefined;
type Parts = readonly [name: Part, status: Part, errorType: Part, method: Part, scheme: Part, version: Part];

interface Cell {
  readonly parts: Parts;
  readonly record: RecordValue;
}

/** Different names, and sets of one name, that are remembered; beyond them recording is slower and the same. */
const MAX_NAMES = 1_000;
const MAX_CELLS = 64;

/**
 * Finds what records a duration by the route or address first and then by the rest, which has few values: without
 * writing out a key for every request.
 */
export const createDurationCells = (
  histogram: Histogram,
  attributesOf: (parts: Parts) => Attributes,
): ((...parts: Parts) => RecordValue) => {
  const byName = new Map<Part, Cell[]>();
  const cellsOf = (name: Part): Cell[] => {
    const known = byName.get(name);
    if (known) return known;
    const cells: Cell[] = [];
    if (byName.size < MAX_NAMES) byName.set(name, cells);
    return cells;
  };
  // Read by index and not taken apart: that asks for an iterator, twice for each request.
  return (name, status, errorType, method, scheme, version) => {
    const cells = cellsOf(name);
    for (let i = 0; i < cells.length; i++) {
      const { parts, record } = cells[i] as Cell;
      if (
        status === parts[1] &&
        method === parts[3] &&
        errorType === parts[2] &&
        scheme === parts[4] &&
        version === parts[5]
      )
        return record;
    }
    const parts: Parts = [name, status, errorType, method, scheme, version];
    const record = bindHistogram(histogram, Object.freeze(attributesOf(parts)));
    if (cells.length < MAX_CELLS) cells.push({ parts, record });
    return record;
  };
};
