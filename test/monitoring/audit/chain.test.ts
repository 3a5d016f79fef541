import { describe, expect, test } from '@jest/globals';
import {
  type AuditEvent,
  type AuditRecord,
  auditRecords,
  auditRequest,
  sealRecord,
  verifyChain,
} from '../../../src/monitoring/index.ts';

interface LogRecord {
  readonly timeUnixNano: string;
  readonly body: { readonly stringValue: string };
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
}

const chainOf = (...texts: readonly string[]): AuditRecord[] => {
  const records: AuditRecord[] = [];
  for (const text of texts) {
    const event: AuditEvent = {
      name: 'alert.fired',
      text,
      attributes: { 'label.job': 'shop/orders', a: 'b' },
    };
    records.push(sealRecord(event, String(records.length + 1), records.at(-1)));
  }
  return records;
};

const [first, second, third, fourth] = chainOf('one', 'two', 'three', 'four') as [
  AuditRecord,
  AuditRecord,
  AuditRecord,
  AuditRecord,
];
const forged = sealRecord({ name: 'alert.resolved', text: 'forged', attributes: {} }, '3', first);
const [other] = chainOf('of another chain') as [AuditRecord];

describe('a chain of records', () => {
  test.each<[string, readonly AuditRecord[], readonly string[]]>([
    ['whole', [first, second, third, fourth], []],
    ['without what was too old', [third, fourth], []],
    ['with one that was sent twice', [first, second, second, third], []],
    ['begun anew', [first, second, other], []],
    ['with one taken out', [first, second, fourth], ['4 comes after 2: 1 are missing']],
    [
      'with one changed',
      [first, { ...second, text: 'zwei' }, third],
      ['2 was changed: its hash is not that of what it says'],
    ],
    [
      'with an attribute changed',
      [{ ...first, attributes: { a: 'c' } }],
      ['1 was changed: its hash is not that of what it says'],
    ],
    ['with one put in its place', [first, forged, third], ['3 does not name the hash of 2']],
    [
      'with one put beside',
      [first, second, forged],
      ['2 is there again, after 2: somebody else has written it'],
    ],
  ])('%s', (_, records, faults) => {
    expect(verifyChain(records).map(({ sequence, message }) => `${sequence} ${message}`)).toEqual(faults);
  });

  test('comes back from Loki as it was', () => {
    const { resourceLogs } = auditRequest([second, first]) as {
      resourceLogs: readonly { scopeLogs: readonly { logRecords: readonly LogRecord[] }[] }[];
    };
    const streams = (resourceLogs[0]?.scopeLogs[0]?.logRecords ?? []).map(
      ({ timeUnixNano, body, attributes }) => ({
        stream: Object.fromEntries(
          attributes.map(({ key, value }) => [key.replaceAll('.', '_'), value.stringValue]),
        ),
        values: [[timeUnixNano, body.stringValue] as const],
      }),
    );
    expect(auditRecords(streams)).toEqual([first, second]);
  });
});
