import type { LokiStream } from './loki.ts';

const SERVICE = 'binnacle-access';

/** A line of a log that only grows. */
export interface AccessLine {
  /** Nanoseconds since 1970, as a whole number in digits. */
  readonly time: string;
  readonly text: string;
  /** Bytes of the file up to the end of this line. */
  readonly end: number;
}

const NANOS = 1_000_000_000n;
/** Loki refuses what is more than an hour behind the newest line of its stream, and what is of the future. */
const MOST_BEHIND_SECONDS = 1_800;

/**
 * When a line says that it was written, in nanoseconds. The log knows seconds: the place in the file is added to
 * them, so that no two lines have the same time, their order stays, and a line that is sent twice is stored once.
 * Where the clock of who wrote it jumped, the time is moved so far that Loki takes it; the line itself still has its own.
 *
 * @param end bytes of the file up to the end of the line
 * @param before time of the line before it, which is that of one that says none; 0 for the first
 */
export const accessTime = (text: string, end: number, before: bigint, nowMillis: number): bigint => {
  const [, said = ''] = /"time":"([^"]{1,40})"/.exec(text) ?? [];
  const own = Math.floor(Date.parse(said) / 1_000);
  const now = Math.floor(nowMillis / 1_000);
  const last = Number(before / NANOS);
  const seconds = Number.isNaN(own) ? last || now : Math.min(Math.max(own, last - MOST_BEHIND_SECONDS), now);
  return BigInt(seconds) * NANOS + (BigInt(end) % NANOS);
};

/** All lines of one file; the file is named by what it begins with. */
export const accessSelector = (file: string): string =>
  `{audit_trail="binnacle", service_name="${SERVICE}", service_instance_id="${file}"}`;

/** A request for Loki's OTLP receiver, at /otlp/v1/logs. Each file is a stream of its own, in the order of its lines. */
export const accessRequest = (file: string, lines: readonly AccessLine[]): object => ({
  resourceLogs: [
    {
      resource: {
        attributes: Object.entries({
          'service.name': SERVICE,
          'service.instance.id': file,
          'audit.trail': 'binnacle',
        }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
      },
      scopeLogs: [
        {
          logRecords: lines.map(({ time, text, end }) => ({
            timeUnixNano: time,
            body: { stringValue: text },
            attributes: [{ key: 'audit_offset', value: { stringValue: String(end) } }],
          })),
        },
      ],
    },
  ],
});

/** How far a file is in the trail, by an answer of Loki with its last line. */
export const accessPosition = (
  streams: readonly LokiStream[],
): { readonly end: number; readonly time: bigint } | undefined => {
  const [last] = streams.flatMap(({ stream, values }) =>
    values.map(([time]) => ({ end: Number(stream.audit_offset), time: BigInt(time) })),
  );
  return last && Number.isSafeInteger(last.end) ? last : undefined;
};
