/** What `startBackend` takes. Every field has a default in DEFAULT_OPTIONS. */
export interface BackendOptions {
  /** Address that every listener binds. Anything but a loopback address shows the telemetry to the network. */
  readonly host: string;
  /** Port of the page and its API; 0 takes a free one, here and below. */
  readonly port: number;
  readonly otlpHttpPort: number;
  readonly otlpGrpcPort: number;
  /** Spans kept, over all traces. */
  readonly maxSpans: number;
  readonly maxSpansPerTrace: number;
  readonly maxLogs: number;
  /** Endpoints with their own numbers; what comes beyond is added up under "(other)". */
  readonly maxSeries: number;
  /** Rough bytes of memory for all spans, and for all logs. */
  readonly maxTraceBytes: number;
  readonly maxLogBytes: number;
  /** Largest request, in bytes, compressed and decompressed. */
  readonly maxRequestBytes: number;
  /** Age at which traces, and logs, are dropped, in milliseconds. */
  readonly tracesRetentionMillis: number;
  readonly logsRetentionMillis: number;
  /** How long the rate of every second is kept, in milliseconds. */
  readonly highResolutionMillis: number;
  /** Of pages that may send from a browser, such as `http://localhost:5173`; a star stands for labels of a name or a port. */
  readonly browserOrigins: readonly string[];
  /** Folder with index.html, app.js and app.css. */
  readonly pageDirectory: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const MEBIBYTE = 2 ** 20;
const HOUR_MILLIS = 3_600_000;

export const DEFAULT_OPTIONS: Omit<BackendOptions, 'pageDirectory'> = {
  host: '127.0.0.1',
  port: 3300,
  otlpHttpPort: 4318,
  otlpGrpcPort: 4317,
  maxSpans: 100_000,
  maxSpansPerTrace: 2000,
  maxLogs: 50_000,
  maxSeries: 2000,
  maxTraceBytes: 256 * MEBIBYTE,
  maxLogBytes: 64 * MEBIBYTE,
  maxRequestBytes: 16 * MEBIBYTE,
  tracesRetentionMillis: 7 * 24 * HOUR_MILLIS,
  logsRetentionMillis: 7 * 24 * HOUR_MILLIS,
  highResolutionMillis: 24 * HOUR_MILLIS,
  browserOrigins: [],
  now: Date.now,
};
