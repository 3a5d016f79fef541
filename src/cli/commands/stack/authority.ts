import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { UsageError } from '../../io.ts';
import { createKey, issueCertificate } from './certificate.ts';
import type { AuthorityName } from './parts.ts';
import type { PrivateFolder } from './private-files.ts';

const DAY_MILLIS = 86_400_000;
const AUTHORITY_DAYS = 5 * 365;

export interface Authority {
  readonly certificate: X509Certificate;
  /** Reads the key, where something is to be signed. Throws UsageError where it cannot be used. */
  readonly key: () => KeyObject;
  /** The common name of its subject. */
  readonly name: string;
  /** In PEM: itself, and its predecessors as long as what they signed may be in use. */
  readonly bundle: string;
  readonly action: 'kept' | 'made' | 'replaced';
}

interface AuthorityOptions {
  readonly now: Date;
  /** Life of what it signs. */
  readonly days: number;
  /** Encrypts the key on disk. */
  readonly passphrase: string | undefined;
  /** What it and its predecessors signed shall not count any more. */
  readonly isRevoked?: boolean;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n?/g;

/** The certificates of a text in PEM; none where it is damaged. */
export const readCertificates = (pem: string): readonly X509Certificate[] => {
  try {
    return (pem.match(CERTIFICATE) ?? []).map((one) => new X509Certificate(one));
  } catch {
    return [];
  }
};

export const endOf = (certificate: X509Certificate): number => Date.parse(certificate.validTo);

const commonName = ({ subject }: X509Certificate): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? '';

const isEncrypted = (pem: string): boolean => pem.includes('ENCRYPTED');

const readKey = (pem: string, path: string, passphrase: string | undefined): KeyObject => {
  const hasPassphrase = isEncrypted(pem);
  if (hasPassphrase && passphrase === undefined)
    throw new UsageError(
      `${path}: is encrypted, and something has to be signed; \`binnacle stack certs --ca-passphrase-file FILE\` takes its passphrase`,
    );
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(hasPassphrase && { passphrase }) });
  } catch {
    const fault = hasPassphrase ? 'the passphrase is not its own' : 'is no private key';
    throw new UsageError(
      `${path}: ${fault}; a new authority is made where the folder is removed, and every client then needs the new one`,
    );
  }
};

const exportKey = (key: KeyObject, passphrase: string | undefined): string =>
  key
    .export({
      type: 'pkcs8',
      format: 'pem',
      ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }),
    })
    .toString();

/**
 * Reads an authority, and makes it where there is none, where it ends before what it would sign, or where it is revoked: then
 * nobody trusts the one before any longer.
 */
export const openAuthority = (
  name: AuthorityName,
  folder: PrivateFolder,
  { now, days, passphrase, isRevoked = false }: AuthorityOptions,
): Authority => {
  const before = readCertificates(folder.read(`${name}.crt`) ?? '');
  const certificates = isRevoked ? [] : before.filter((one) => endOf(one) > now.getTime());
  const keyPem = folder.read(`${name}.key`);
  const [current] = certificates;
  if (current && keyPem !== undefined && endOf(current) - now.getTime() > days * DAY_MILLIS) {
    const path = `${folder.path}/${name}.key`;
    const key = (): KeyObject => {
      const read = readKey(keyPem, path, passphrase);
      if (!current.checkPrivateKey(read))
        throw new UsageError(`${path}: does not belong to ${name}.crt beside it`);
      return read;
    };
    // A passphrase is looked at in any case, and one that is new is used from now on.
    if (passphrase !== undefined) {
      const read = key();
      if (!isEncrypted(keyPem)) folder.write(`${name}.key`, exportKey(read, passphrase));
    }
    return {
      certificate: current,
      key,
      name: commonName(current),
      bundle: certificates.join(''),
      action: 'kept',
    };
  }
  // The key of a successor is not to lie there in clear text where this one does not.
  if (keyPem !== undefined && isEncrypted(keyPem)) readKey(keyPem, `${folder.path}/${name}.key`, passphrase);
  const key = createKey();
  const notAfter = new Date(now.getTime() + Math.max(AUTHORITY_DAYS, days * 3) * DAY_MILLIS);
  // The date tells a successor from the one before.
  const subject = `Binnacle ${name} ${now.toISOString().slice(0, 10)}`;
  const pem = issueCertificate(
    { name: subject, key, now, notAfter, purpose: 'authority', names: [] },
    { name: subject, key },
  );
  const bundle = [pem, ...certificates.map(String)].join('');
  folder.write(`${name}.key`, exportKey(key, passphrase));
  folder.write(`${name}.crt`, bundle);
  return {
    certificate: new X509Certificate(pem),
    key: () => key,
    name: subject,
    bundle,
    action: isRevoked && before.length > 0 ? 'replaced' : 'made',
  };
};
