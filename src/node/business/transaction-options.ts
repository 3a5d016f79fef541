import { type Attributes, diag } from '@opentelemetry/api';
import { MAX_TIMEOUT_MILLIS } from '../../core/transactions/duration.ts';
import { plainRecord } from '../../sdk/plain.ts';
import { business } from './business.ts';

export interface TransactionOptions {
  /** How long it may take, in milliseconds. */
  readonly sla?: number;
  /** When it counts as never ended, in milliseconds; `BUSINESS_TRANSACTION_TIMEOUT` where it is not said. At most ten years, or `Infinity`. */
  readonly timeout?: number;
  /** Who it is for. Redaction decides what becomes of it. */
  readonly userId?: string;
  readonly organizationId?: string;
  readonly attributes?: Attributes;
}

const DEFAULT_TIMEOUT_MILLIS = 86_400_000;

export interface ResolvedOptions {
  readonly slaMillis: number | undefined;
  readonly timeoutMillis: number;
  /** Of its span. */
  readonly attributes: Attributes;
}

const isAmount = (value: unknown): value is number => typeof value === 'number' && value >= 0;

let hasSaidLong = false;

/** As it is, unless no store could keep it. `Infinity` is meant as never, which ten years are. */
const possibleTimeout = (millis: number): number => {
  if (millis <= MAX_TIMEOUT_MILLIS) return millis;
  if (!hasSaidLong && millis !== Number.POSITIVE_INFINITY) {
    hasSaidLong = true;
    diag.warn(
      `a timeout of a business transaction is ${millis} ms; expected at most ${MAX_TIMEOUT_MILLIS} (ten years), which is used`,
    );
  }
  return MAX_TIMEOUT_MILLIS;
};

const hasSaid = new Set<string>();
const MAX_SHOWN = 64;

/** A text such as `2s` is what the file takes; that it is none here, nobody would notice. */
const sayNoMillis = (name: string, what: 'SLA' | 'timeout', value: unknown): void => {
  if (value === undefined || isAmount(value) || hasSaid.has(what)) return;
  hasSaid.add(what);
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, MAX_SHOWN)) : `a ${typeof value}`;
  diag.warn(
    `the ${what} of the business transaction "${name.slice(0, MAX_SHOWN)}" is ${shown}; expected milliseconds, such as 2000; it is left out`,
  );
};

/** Work runs whatever its transaction is called. */
export const nameOf = (name: unknown): string => {
  if (typeof name === 'string' && name !== '') return name;
  if (!hasSaid.has('name')) diag.warn('a business transaction has no name: it is "unnamed"');
  hasSaid.add('name');
  return 'unnamed';
};

type GivenOptions = Readonly<Partial<Record<keyof TransactionOptions, unknown>>>;

/** Options as the application passed them, whatever they are: one whose getter throws has none. */
const readOptions = (options: unknown): GivenOptions => {
  try {
    const { sla, timeout, userId, organizationId, attributes } = (options ?? {}) as GivenOptions;
    return { sla, timeout, userId, organizationId, attributes };
  } catch {
    return {};
  }
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whatever the application passed: getters that throw and cycles are left out. */
export const plainAttributes = (attributes: unknown): Attributes | undefined =>
  attributes === undefined ? undefined : (plainRecord(attributes) as Attributes | undefined);

/** What the call says, else the file of definitions, else the settings. */
export const resolveOptions = (name: string, options: unknown): ResolvedOptions => {
  const own = business();
  const defined = own?.definitionOf(name);
  const { sla, timeout, userId, organizationId, attributes } = readOptions(options);
  sayNoMillis(name, 'SLA', sla);
  sayNoMillis(name, 'timeout', timeout);
  const usual = own?.settings.businessTransactionTimeoutMillis ?? DEFAULT_TIMEOUT_MILLIS;
  const slaMillis = isAmount(sla) ? sla : defined?.slaMillis;
  // One after the other: to spread what may not be there costs a microsecond.
  const told: Attributes = { ...plainAttributes(attributes) };
  if (defined?.owner !== undefined) told['business.transaction.owner'] = defined.owner;
  if (slaMillis !== undefined) told['business.sla.threshold'] = slaMillis / 1_000;
  if (isText(userId)) told['user.id'] = userId;
  if (isText(organizationId)) told['business.organization.id'] = organizationId;
  return {
    slaMillis,
    timeoutMillis: possibleTimeout(isAmount(timeout) ? timeout : (defined?.timeoutMillis ?? usual)),
    attributes: told,
  };
};
