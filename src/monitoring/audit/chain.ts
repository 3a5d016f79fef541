import { hexOf } from '../../core/redaction/hmac.ts';
import { sha256 } from '../../core/redaction/sha256.ts';
import { utf8Of } from '../../core/redaction/utf8.ts';
import type { AuditEvent } from './event.ts';

/**
 * A record that names the hash of the one before it: who takes one away, changes one or puts one between breaks the chain.
 */
export interface AuditRecord {
  readonly sequence: number;
  /** Nanoseconds since 1970, as a whole number in digits. */
  readonly time: string;
  readonly name: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Empty for the first of a chain. */
  readonly previous: string;
  readonly hash: string;
}

type Link = Pick<AuditRecord, 'sequence' | 'hash'>;

export const sha256Hex = (text: string): string => hexOf(sha256(utf8Of(text)));

/** In an order of its own, as stores keep none. */
const hashOf = ({ sequence, time, name, text, attributes, previous }: Omit<AuditRecord, 'hash'>): string => {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256Hex(JSON.stringify([sequence, time, name, text, sorted, previous]));
};

export const sealRecord = (
  { name, text, attributes }: AuditEvent,
  time: string,
  before: Link | undefined,
): AuditRecord => {
  const open = {
    sequence: (before?.sequence ?? 0) + 1,
    time,
    name,
    text,
    attributes,
    previous: before?.hash ?? '',
  };
  return { ...open, hash: hashOf(open) };
};

export interface ChainFault {
  /** Of the record that shows it. */
  readonly sequence: number;
  readonly message: string;
}

const faultsBetween = (before: AuditRecord | undefined, record: AuditRecord): string[] => {
  const { sequence, previous } = record;
  const faults = hashOf(record) === record.hash ? [] : ['was changed: its hash is not that of what it says'];
  // Written twice, where the answer to the first time was lost.
  if (!before || record.hash === before.hash) return faults;
  if (sequence <= before.sequence && !(sequence === 1 && previous === ''))
    return [...faults, `is there again, after ${before.sequence}: somebody else has written it`];
  if (sequence === 1) return faults;
  if (sequence > before.sequence + 1)
    return [...faults, `comes after ${before.sequence}: ${sequence - before.sequence - 1} are missing`];
  return previous === before.hash ? faults : [...faults, `does not name the hash of ${before.sequence}`];
};

/**
 * What is wrong with records, given in the order of their time. The first may have any number: those before it were as old
 * as the trail gets. A record with number 1 and no record before it begins another chain, and is no fault.
 */
export const verifyChain = (records: readonly AuditRecord[]): readonly ChainFault[] =>
  records.flatMap((record, index) =>
    faultsBetween(records[index - 1], record).map((message) => ({ sequence: record.sequence, message })),
  );
