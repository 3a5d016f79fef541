import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type Authority, endOf, readCertificates } from './authority.ts';
import { createKey, issueCertificate } from './certificate.ts';
import { subjectAltNames } from './names.ts';
import type { PrivateFolder } from './private-files.ts';

const DAY_MILLIS = 86_400_000;
/** Renewed once less than this share of its life is left. */
const RENEWED_AT = 1 / 3;

export interface WantedCertificate {
  readonly part: string;
  readonly purpose: 'server' | 'client';
  readonly names: readonly string[];
  readonly days: number;
}

export interface KeptCertificate {
  readonly part: string;
  readonly purpose: 'server' | 'client';
  readonly file: string;
  readonly names: readonly string[];
  readonly notAfter: string;
  readonly action: 'kept' | 'made' | 'renewed';
  /** Why it was renewed. */
  readonly reason?: string;
}

const isOwnKey = (certificate: X509Certificate, pem: string): boolean => {
  try {
    return certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    return false;
  }
};

/** Why a certificate does not serve any longer; undefined where it does. */
const faultOf = (
  certificate: X509Certificate | undefined,
  keyPem: string | undefined,
  { names, days }: WantedCertificate,
  authority: Authority,
  now: number,
): string | undefined => {
  if (!certificate) return 'it cannot be read';
  if (keyPem === undefined || !isOwnKey(certificate, keyPem)) return 'its key is missing or another one';
  if (!certificate.checkIssued(authority.certificate) || !certificate.verify(authority.certificate.publicKey))
    return 'another authority signed it';
  if (names.length > 0 && !certificate.raw.includes(subjectAltNames(names))) return 'its names are others';
  const left = endOf(certificate) - now;
  const life = endOf(certificate) - Date.parse(certificate.validFrom);
  if (left <= 0) return 'it has ended';
  if (left < life * RENEWED_AT) return 'it ends soon';
  return left > (days + 1) * DAY_MILLIS ? 'it lasts longer than is asked for' : undefined;
};

/**
 * Keeps a certificate that serves, and replaces it together with its key where it does not.
 * @param isForced replaces it anyway
 */
export const keepCertificate = (
  wanted: WantedCertificate,
  folder: PrivateFolder,
  authority: Authority,
  now: Date,
  isForced: boolean,
): KeptCertificate => {
  const { part, purpose, names, days } = wanted;
  const file = `${part}/${purpose}.crt`;
  const before = folder.read(`${purpose}.crt`);
  const [certificate] = readCertificates(before ?? '');
  const fault = isForced
    ? 'it was asked for'
    : faultOf(certificate, folder.read(`${purpose}.key`), wanted, authority, now.getTime());
  if (certificate && fault === undefined)
    return {
      part,
      purpose,
      file,
      names,
      notAfter: new Date(endOf(certificate)).toISOString(),
      action: 'kept',
    };
  const key = createKey();
  const notAfter = new Date(Math.min(now.getTime() + days * DAY_MILLIS, endOf(authority.certificate)));
  const issuer = { name: authority.name, key: authority.key() };
  const pem = issueCertificate({ name: part, key, now, notAfter, purpose, names }, issuer);
  folder.write(`${purpose}.key`, key.export({ type: 'pkcs8', format: 'pem' }).toString());
  folder.write(`${purpose}.crt`, pem);
  return {
    part,
    purpose,
    file,
    names,
    notAfter: new Date(endOf(new X509Certificate(pem))).toISOString(),
    ...(before === undefined ? { action: 'made' } : { action: 'renewed', reason: fault ?? '' }),
  };
};
