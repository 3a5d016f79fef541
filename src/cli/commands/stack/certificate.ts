import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import {
  bitString,
  type Der,
  objectIdentifier,
  octetString,
  sequence,
  set,
  TRUE,
  tagged,
  time,
  unsigned,
  utf8String,
} from './der.ts';
import { subjectAltNames } from './names.ts';

// Node reads certificates and makes none. What is secret here is left to it: keys, randomness and signatures.
// https://www.rfc-editor.org/rfc/rfc5280

const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const PURPOSES = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;
/** Clocks of two machines differ. */
const BACKDATED_MILLIS = 5 * 60_000;

export interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
}

export interface CertificateRequest {
  /** The common name of its subject. */
  readonly name: string;
  /** Of its holder; a private one, from which the public one is taken. */
  readonly key: KeyObject;
  readonly notAfter: Date;
  readonly now: Date;
  /** What it is for: to issue others, or the side of a connection that shows it. */
  readonly purpose: 'authority' | keyof typeof PURPOSES;
  /** Host names and addresses. */
  readonly names: readonly string[];
}

/** A key on the curve P-256, which every server and browser takes. */
export const createKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;

const nameOf = (commonName: string): Der =>
  sequence(
    set(sequence(objectIdentifier('2.5.4.10'), utf8String('Binnacle'))),
    set(sequence(objectIdentifier('2.5.4.3'), utf8String(commonName))),
  );

const publicKeyOf = (key: KeyObject): Buffer => createPublicKey(key).export({ type: 'spki', format: 'der' });

const keyIdOf = (key: KeyObject): Buffer =>
  createHash('sha256').update(publicKeyOf(key)).digest().subarray(0, 20);

const extension = (oid: string, value: Der, isCritical = false): Der =>
  sequence(objectIdentifier(oid), ...(isCritical ? [TRUE] : []), octetString(value));

const extensionsOf = ({ purpose, key, names }: CertificateRequest, issuer: Issuer): readonly Der[] => {
  const isAuthority = purpose === 'authority';
  return [
    // An authority issues no further authorities.
    extension('2.5.29.19', isAuthority ? sequence(TRUE, unsigned(Buffer.from([0]))) : sequence(), true),
    // keyCertSign and cRLSign, or digitalSignature.
    extension(
      '2.5.29.15',
      isAuthority ? bitString(Buffer.from([0x06]), 1) : bitString(Buffer.from([0x80]), 7),
      true,
    ),
    ...(isAuthority ? [] : [extension('2.5.29.37', sequence(objectIdentifier(PURPOSES[purpose])))]),
    ...(names.length > 0 ? [extension('2.5.29.17', subjectAltNames(names))] : []),
    extension('2.5.29.14', octetString(keyIdOf(key))),
    extension('2.5.29.35', sequence(tagged(0x80, keyIdOf(issuer.key)))),
  ];
};

const toPem = (der: Der): string => {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
};

/** A certificate in PEM. The issuer of an authority is that authority itself. */
export const issueCertificate = (request: CertificateRequest, issuer: Issuer): string => {
  const { name, key, now, notAfter } = request;
  // Positive and never zero: the highest bits are 01.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const toBeSigned = sequence(
    tagged(0xa0, unsigned(Buffer.from([2]))),
    unsigned(serial),
    ECDSA_WITH_SHA256,
    nameOf(issuer.name),
    sequence(time(new Date(now.getTime() - BACKDATED_MILLIS)), time(notAfter)),
    nameOf(name),
    publicKeyOf(key),
    tagged(0xa3, sequence(...extensionsOf(request, issuer))),
  );
  return toPem(sequence(toBeSigned, ECDSA_WITH_SHA256, bitString(sign('sha256', toBeSigned, issuer.key))));
};
