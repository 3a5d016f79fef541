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

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whatever the application passed: getters that throw and cycles are left out. */
export const plainAttributes = (attributes: unknown): Attributes | undefined =>
  attributes === undefined ? undefined : (plainRecord(attributes) as Attributes | undefined);

/** What the call says, else the file of definitions, else the settings. */
export const resolveOptions = (name: string, options: TransactionOptions): ResolvedOptions => {
  const own = business();
  const defined = own?.definitionOf(name);
  const { sla = defined?.slaMillis, userId, organizationId, attributes } = options;
  const { timeout = defined?.timeoutMillis } = options;
  const usual = own?.settings.businessTransactionTimeoutMillis ?? DEFAULT_TIMEOUT_MILLIS;
  const slaMillis = isAmount(sla) ? sla : undefined;
  return {
    slaMillis,
    timeoutMillis: possibleTimeout(isAmount(timeout) ? timeout : usual),
    attributes: {
      ...plainAttributes(attributes),
      ...(defined?.owner !== undefined && { 'business.transaction.owner': defined.owner }),
      ...(slaMillis !== undefined && { 'business.sla.threshold': slaMillis / 1_000 }),
      ...(isText(userId) && { 'user.id': userId }),
      ...(isText(organizationId) && { 'business.organization.id': organizationId }),
    },
  };
};
