import { type Attributes, type Histogram, type Meter, ValueType } from '@opentelemetry/api';

/** Seconds: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const createHistogram = (meter: Meter, name: string, description: string): Histogram =>
  meter.createHistogram(name, {
    description,
    unit: 's',
    valueType: ValueType.DOUBLE,
    advice: { explicitBucketBoundaries: BOUNDARIES },
  });

export const createServerDuration = (meter: Meter): Histogram =>
  createHistogram(meter, 'http.server.request.duration', 'Duration of HTTP server requests.');

export const createClientDuration = (meter: Meter): Histogram =>
  createHistogram(meter, 'http.client.request.duration', 'Duration of HTTP client requests.');

/** Different sets of attributes that are kept; the SDK's own limit is as high. */
const MAX_SETS = 2_000;

/** Makes a set of attributes once for each key that it is asked for. */
export const createAttributeSets = (): ((key: string, create: () => Attributes) => Attributes) => {
  const sets = new Map<string, Attributes>();
  return (key, create) => {
    const known = sets.get(key);
    if (known) return known;
    const attributes = Object.freeze(create());
    if (sets.size < MAX_SETS) sets.set(key, attributes);
    return attributes;
  };
};
