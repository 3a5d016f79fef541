// Requests of OTLP with recordings in them, as a page sends them.
import { gzipSync } from 'node:zlib';

export interface ChunkOptions {
  readonly session?: string;
  readonly recording?: string;
  readonly sequence?: number;
  readonly encoding?: 'gzip' | 'none';
  readonly parts?: number;
  readonly dropped?: number;
  readonly end?: string;
}

export const META = {
  type: 4,
  timestamp: 1_000,
  data: { href: 'https://shop.test/', width: 800, height: 600 },
};
export const SNAPSHOT = {
  type: 2,
  timestamp: 1_001,
  data: {
    node: {
      type: 0,
      id: 1,
      childNodes: [
        {
          type: 2,
          id: 2,
          tagName: 'html',
          attributes: {},
          childNodes: [{ type: 2, id: 3, tagName: 'body', attributes: {}, childNodes: [] }],
        },
      ],
    },
    initialOffset: { top: 0, left: 0 },
  },
};
export const clickAt = (timestamp: number) => ({
  type: 3,
  timestamp,
  data: { source: 2, type: 2, id: 3, x: 10, y: 10 },
});

const keyValue = ([key, value]: [string, string | number | undefined]): object[] =>
  value === undefined
    ? []
    : [{ key, value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) } }];

/** One request for each part. */
export const requestsOf = (
  events: readonly unknown[],
  {
    session = 'a'.repeat(32),
    recording = 'b'.repeat(16),
    sequence = 0,
    encoding = 'gzip',
    parts = 1,
    dropped = 0,
    end,
  }: ChunkOptions = {},
): object[] => {
  const text = events.map((event) => (typeof event === 'string' ? event : JSON.stringify(event))).join('\n');
  const bytes = encoding === 'gzip' ? gzipSync(text) : Buffer.from(text);
  const size = Math.ceil(bytes.length / parts);
  return Array.from({ length: parts }, (_each, part) => ({
    resourceLogs: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeLogs: [
          {
            scope: { name: 'binnacle.session_replay' },
            logRecords: [
              {
                eventName: 'session.replay.chunk',
                body: { bytesValue: bytes.subarray(part * size, (part + 1) * size).toString('base64') },
                attributes: Object.entries({
                  'session.id': session,
                  'session.replay.id': recording,
                  'session.replay.sequence': sequence,
                  'session.replay.part': part,
                  'session.replay.parts': parts,
                  'session.replay.encoding': encoding,
                  'session.replay.dropped': dropped,
                  'session.replay.end': end,
                }).flatMap(keyValue),
              },
            ],
          },
        ],
      },
    ],
  }));
};
