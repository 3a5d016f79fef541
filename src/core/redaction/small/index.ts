/**
 * What a page needs of the redaction, in 6 KB with gzip: fewer rules, each in a short form, and no policy. What is left
 * out is in docs/redaction.md; `binnacle/redaction` has all of it.
 */
import { REDACTED } from '../mark.ts';
import type { RedactionRule } from '../rule.ts';
import { rule as email } from '../rules/email.ts';
import { rule as iban } from '../rules/iban.ts';
import { rule as jwt } from '../rules/jwt.ts';
import { STATEMENT_KEY } from '../statement-key.ts';
import { isSecretName } from './names.ts';
import { authorization } from './rules/authorization.ts';
import { ipv4 } from './rules/ipv4.ts';
import { mac } from './rules/mac.ts';
import { paymentCard } from './rules/payment-card.ts';
import { phone } from './rules/phone.ts';
import { privateKey } from './rules/private-key.ts';
import { secretAssignment } from './rules/secret-assignment.ts';
import { urlPassword } from './rules/url-password.ts';
import { usSsn } from './rules/us-ssn.ts';
import { vendorKey } from './rules/vendor-key.ts';
import { createSmallScan } from './scan.ts';
import { untilClean } from './until-clean.ts';
import { redactSmallUrl } from './url.ts';

export type { RedactionRule } from '../rule.ts';
export {
  authorization,
  email,
  iban,
  ipv4,
  jwt,
  mac,
  paymentCard,
  phone,
  privateKey,
  secretAssignment,
  urlPassword,
  usSsn,
  vendorKey,
};

/** All rules of this file. */
export const smallRules: readonly RedactionRule[] = [
  privateKey,
  urlPassword,
  jwt,
  vendorKey,
  authorization,
  secretAssignment,
  email,
  iban,
  paymentCard,
  phone,
  ipv4,
  usSsn,
  mac,
];

export interface SmallRedactor {
  /** Free text: a message, a stack trace, a label. */
  text(value: string): string;
  /** A URL, or a path with a query. */
  url(value: string): string;
  /**
   * Values by their keys and by what they are, in maps and lists too. Keys with `url` in them hold URLs; statements of
   * databases go as a whole.
   */
  attributes<T extends object>(record: T): T;
}

const isUrlKey = (key: string): boolean =>
  /(?:^|[._-])(?:url|uri|href|referrer|referer|location)$|^url\.|^http\.(?:url|target)$/i.test(key);

const MAX_DEPTH = 8;

/** A redactor with these rules; a bundle has only those that it names. Pure and synchronous; nothing throws. */
export const createSmallRedactor = (rules: readonly RedactionRule[]): SmallRedactor => {
  const scan = createSmallScan(rules);
  const text = (value: string): string => untilClean(value, scan);
  const url = (value: string): string => redactSmallUrl(value, scan);
  const value = (key: string, each: unknown, depth: number): unknown => {
    if (typeof each === 'string') {
      if (each !== '' && (isSecretName(key) || STATEMENT_KEY.test(key))) return REDACTED;
      return isUrlKey(key) ? url(each) : text(each);
    }
    if (typeof each !== 'object' || each === null)
      return typeof each === 'number' && (isSecretName(key) || STATEMENT_KEY.test(key)) ? REDACTED : each;
    if (depth > MAX_DEPTH) return REDACTED;
    if (Array.isArray(each)) return each.map((item) => value(key, item, depth + 1));
    return Object.fromEntries(
      Object.entries(each).map(([name, item]) => [text(name), value(name, item, depth + 1)]),
    );
  };
  return { text, url, attributes: <T extends object>(record: T): T => value('', record, 0) as T };
};
