import {
  type KeptStep,
  type KeptTransaction,
  MAX_KEPT_ATTRIBUTES,
  MAX_KEPT_STEPS,
  MAX_KEPT_TEXT,
  type TransactionRecord,
} from './transaction-store.ts';

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_KEPT_TEXT;
const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
const isValue = (value: unknown): boolean =>
  isText(value) || typeof value === 'boolean' || Number.isFinite(value);

/** More than any that this package writes, and little enough to be read. */
const MAX_LENGTH = 65_536;

const parseObject = (text: string): Partial<Record<string, unknown>> | undefined => {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const isRecord = (value: Partial<Record<string, unknown>> | undefined): value is Record<string, unknown> =>
  value !== undefined &&
  isText(value.id) &&
  isText(value.name) &&
  isAmount(value.timeoutMillis) &&
  (value.slaMillis === undefined || isAmount(value.slaMillis)) &&
  typeof value.attributes === 'object' &&
  value.attributes !== null;

const isStep = (value: Partial<Record<string, unknown>> | undefined): value is Record<string, unknown> =>
  value !== undefined &&
  isText(value.step) &&
  isAmount(value.millis) &&
  /^[\da-f]{32}$/.test(String(value.traceId)) &&
  /^[\da-f]{16}$/.test(String(value.spanId)) &&
  isAmount(value.traceFlags);

/** What a store has of a transaction. */
export interface KeptTexts {
  readonly record: string;
  readonly ageMillis: number;
  readonly isOverdue: boolean;
  readonly lastStep: string | undefined;
  readonly steps: readonly string[];
}

/** Undefined for what was not written by this package: others may write into a store too. */
export const readKept = (kept: KeptTexts): KeptTransaction | undefined => {
  const record = parseObject(kept.record);
  if (!isRecord(record)) return undefined;
  const attributes = Object.entries(record.attributes as object)
    .filter(([key, value]) => isText(key) && isValue(value))
    .slice(0, MAX_KEPT_ATTRIBUTES);
  return {
    record: { ...record, attributes: Object.fromEntries(attributes) } as unknown as TransactionRecord,
    ageMillis: Math.max(0, kept.ageMillis),
    isOverdue: kept.isOverdue,
    lastStep: kept.lastStep?.slice(0, MAX_KEPT_TEXT),
    steps: kept.steps.slice(0, MAX_KEPT_STEPS).flatMap((text) => {
      const step = parseObject(text);
      return isStep(step) ? [step as unknown as KeptStep] : [];
    }),
  };
};
