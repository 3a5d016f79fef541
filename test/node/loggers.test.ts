import { describe, expect, test } from '@jest/globals';
import { useFixture } from './use-fixture.ts';

interface Logger {
  readonly file: string;
  /** Of the program's own lines. */
  readonly messageKey: string;
  /** What the library adds to every record. */
  readonly extra: Readonly<Record<string, unknown>>;
}

const LOGGERS: readonly Logger[] = [
  { file: 'pino.mjs', messageKey: 'msg', extra: {} },
  { file: 'pino.cjs', messageKey: 'msg', extra: {} },
  { file: 'oldest-pino.cjs', messageKey: 'msg', extra: {} },
  { file: 'winston.mjs', messageKey: 'message', extra: {} },
  { file: 'winston.cjs', messageKey: 'message', extra: {} },
  { file: 'oldest-winston.cjs', messageKey: 'message', extra: {} },
  { file: 'bunyan.mjs', messageKey: 'msg', extra: { name: 'shop' } },
  { file: 'bunyan.cjs', messageKey: 'msg', extra: { name: 'shop' } },
];

describe.each(LOGGERS)('$file', ({ file, messageKey, extra }) => {
  const { receiver, ended } = useFixture(file);

  test('a log line is a record, clean, with the ids of the span around it', () => {
    const [span] = receiver().spans();
    expect(span?.name).toBe('work');
    const records = receiver()
      .logRecords()
      .map(({ resource: _, ...record }) => record);
    expect(records).toEqual([
      {
        traceId: undefined,
        spanId: undefined,
        severityNumber: 9,
        severityText: 'info',
        body: 'outside',
        attributes: extra,
      },
      {
        traceId: span?.traceId,
        spanId: span?.spanId,
        severityNumber: 13,
        severityText: 'warn',
        body: 'mail to [REDACTED:email] with token=[REDACTED:secret-assignment]',
        attributes: { ...extra, user: { email: 'REDACTED' }, basket: 7 },
      },
    ]);
  });

  test("the program's own line has the ids too, and is as it was otherwise", () => {
    const [outside, inside] = ended()
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(outside).not.toHaveProperty('trace_id');
    expect(inside).toMatchObject({
      trace_id: receiver().spans()[0]?.traceId,
      span_id: receiver().spans()[0]?.spanId,
      [messageKey]: 'mail to jo@example.com with token=hunter2',
    });
  });
});

describe('console, where it is asked for', () => {
  const { receiver, ended } = useFixture('console.mjs', {
    env: { OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'console' },
  });

  test('each line is a record, clean, with the ids of the span around it', () => {
    const [span] = receiver().spans();
    const around = { traceId: span?.traceId, spanId: span?.spanId };
    const records = receiver().logRecords();
    expect(records.map(({ severityNumber, severityText }) => [severityNumber, severityText])).toEqual([
      [9, 'log'],
      [13, 'warn'],
      [17, 'error'],
      [9, 'info'],
    ]);
    expect(records.map(({ traceId, spanId }) => ({ traceId, spanId }))).toEqual([
      { traceId: undefined, spanId: undefined },
      around,
      around,
      around,
    ]);
    expect(records[1]?.body).toMatch(
      /^mail to \[REDACTED:email\] with token=\[REDACTED:secret-assignment\] \{ basket: 7, password: /,
    );
    expect(records[2]?.body).toMatch(/^RangeError: too far\n/);
    expect(records[3]?.body).toBe('{ hostile: [Getter] }');
  });

  test("the console's own lines are as they were", () => {
    expect(ended().stdout.split('\n')).toEqual(['outside', '{ hostile: [Getter] }', '']);
    expect(ended().stderr).toMatch(
      /^mail to jo@example\.com with token=hunter2 \{ basket: 7, password: 'hunter2' \}\n/,
    );
  });
});

describe('console, where nobody asked', () => {
  const { receiver } = useFixture('console.mjs');

  test('nothing is sent', () => expect(receiver().logRecords()).toEqual([]));
});
