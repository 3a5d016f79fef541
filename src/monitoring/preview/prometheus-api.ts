/** A series of an instant query. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [seconds: number, value: string];
}

/** A series of a range query. */
export interface SampleRange {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [seconds: number, value: string])[];
}

/**
 * Prometheus' API: https://prometheus.io/docs/prometheus/latest/querying/api/
 *
 * @param path below `/api/v1/`
 * @returns what is in `data`; rejects with what Prometheus says where it refuses
 */
export type AskPrometheus = (path: string, parameters: Readonly<Record<string, string>>) => Promise<unknown>;
