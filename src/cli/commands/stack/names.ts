import { isIP, isIPv6 } from 'node:net';
import { type Der, sequence, tagged } from './der.ts';

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*$`, 'i');

/** A host name, which may begin with `*.`, or an address. */
export const isName = (text: string): boolean => isIP(text) !== 0 || (text.length <= 253 && HOST.test(text));

const groupsOf = (text: string): readonly number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));

const addressBytes = (address: string): Buffer => {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  // The parser of URLs writes every form with hexadecimal groups and one "::".
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [before = '', after] = canonical.split('::');
  const head = groupsOf(before);
  const tail = groupsOf(after ?? '');
  const groups = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
  return Buffer.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
};

/** The names that a certificate is valid for: https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6 */
export const subjectAltNames = (names: readonly string[]): Der =>
  sequence(
    ...names.map((name) =>
      isIP(name) === 0
        ? tagged(0x82, Buffer.from(name.toLowerCase(), 'ascii'))
        : tagged(0x87, addressBytes(name)),
    ),
  );
