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

/**
 * When a line says that it was written, in nanoseconds. The log knows seconds: the place in the file is added to
 * them, so that no two lines have the same time, their order stays, and a line that is sent twice is stored once.
 *
 * @param before of a line that says no time, that of the one before it
 */
export const accessTime = (text: string, end: number, before: bigint): bigint => {
  const [, said = ''] = /"time":"([^"]{1,40})"/.exec(text) ?? [];
  const millis = Date.parse(said);
  const seconds = Number.isNaN(millis) ? before / NANOS : BigInt(Math.floor(millis / 1_000));
  return seconds * NANOS + (BigInt(end) % NANOS);
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
