/** The name of the log records that hold a recording. */
export const EVENT_NAME = 'session.replay.chunk';

/** One log record of a recording. */
export interface Chunk {
  readonly service: string;
  readonly session: string;
  readonly recording: string;
  readonly sequence: number;
  readonly part: number;
  readonly partCount: number;
  readonly encoding: string;
  readonly dropped: number;
  readonly end: string | undefined;
  readonly bytes: Buffer;
}

interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: number | string | bigint;
  readonly bytesValue?: string;
}

type KeyValues = readonly { readonly key?: string; readonly value?: AnyValue }[];

interface LogsRequest {
  readonly resourceLogs?: readonly {
    readonly resource?: { readonly attributes?: KeyValues };
    readonly scopeLogs?: readonly {
      readonly logRecords?: readonly {
        readonly eventName?: string;
        readonly body?: AnyValue;
        readonly attributes?: KeyValues;
      }[];
    }[];
  }[];
}

const recordOf = (pairs: KeyValues = []): Record<string, AnyValue | undefined> =>
  Object.fromEntries(pairs.map(({ key = '', value }) => [key, value]));

/** No recording has more; what says so was made to fill the memory. */
const MOST_NUMBER = 100_000;

const countOf = (value: AnyValue | undefined): number => {
  const number = Number(value?.intValue ?? 0);
  return Number.isInteger(number) && number >= 0 && number <= MOST_NUMBER ? number : 0;
};

/** The log records of recordings in one request of OTLP; none where it is something else. */
export const chunksIn = (document: unknown): readonly Chunk[] => {
  const chunks: Chunk[] = [];
  for (const { resource, scopeLogs = [] } of (document as LogsRequest | null)?.resourceLogs ?? []) {
    const service = recordOf(resource?.attributes)['service.name']?.stringValue ?? 'unknown_service';
    for (const { logRecords = [] } of scopeLogs)
      for (const { eventName, body, attributes } of logRecords) {
        if (eventName !== EVENT_NAME) continue;
        const of = recordOf(attributes);
        chunks.push({
          service,
          session: of['session.id']?.stringValue ?? '',
          recording: of['session.replay.id']?.stringValue ?? '',
          sequence: countOf(of['session.replay.sequence']),
          part: countOf(of['session.replay.part']),
          partCount: countOf(of['session.replay.parts']) || 1,
          encoding: of['session.replay.encoding']?.stringValue ?? 'none',
          dropped: Number(of['session.replay.dropped']?.intValue ?? 0),
          end: of['session.replay.end']?.stringValue,
          bytes: Buffer.from(body?.bytesValue ?? '', 'base64'),
        });
      }
  }
  return chunks;
};
