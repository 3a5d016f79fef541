import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createRedactor, type RedactionPolicy } from '../../src/core/redaction/index.ts';
import { type Peer, peerFolder } from '../peers.ts';
import { GONE } from './kept.ts';

/** Somebody who takes personal data out of texts. */
export interface Candidate {
  readonly name: string;
  /** A new one, which has seen no text: none is to profit from texts that come again. */
  create(): (text: string) => string | Promise<string>;
  /** The result with `GONE` in the place of its marks. */
  unmark(result: string): string;
}

const binnacle = (name: string, policy: RedactionPolicy): Candidate => ({
  name,
  create: () => createRedactor(policy).text,
  unmark: (result) => result.replace(/\[REDACTED:[a-z0-9-]+\]|\[HASHED:[^\]]*\]|REDACTED/g, GONE),
});

export const own = (): readonly Candidate[] => [
  binnacle('binnacle', {}),
  binnacle('binnacle strict', { preset: 'strict' }),
];

const load = (peer: Peer): Record<string, new (options?: object) => never> =>
  createRequire(join(peerFolder(peer), 'package.json'))(peer);

interface RedactPii {
  redact(text: string): string;
}
interface OpenRedaction {
  detect(text: string): Promise<{ redacted: string }>;
}

/** What redact-pii does by patterns of numbers and addresses, without its guesses at names and bare digits. */
const STRUCTURED = {
  names: { enabled: false },
  streetAddress: { enabled: false },
  username: { enabled: false },
  password: { enabled: false },
  credentials: { enabled: false },
  zipcode: { enabled: false },
  url: { enabled: false },
  digits: { enabled: false },
};

const redactPii = (name: string, options: object): Candidate => ({
  name,
  create: () => {
    const { SyncRedactor } = load('redact-pii');
    const redactor = new (SyncRedactor as new (options: object) => RedactPii)({
      globalReplaceWith: GONE,
      ...options,
    });
    return (text) => redactor.redact(text);
  },
  unmark: (result) => result,
});

/** With the options that they have by default; installed when first asked for. */
export const peers = (): readonly Candidate[] => [
  redactPii('redact-pii', {}),
  redactPii('redact-pii structured', { builtInRedactors: STRUCTURED }),
  {
    name: '@redactpii/node',
    create: () => {
      const { Redactor } = load('@redactpii/node');
      const redactor = new (Redactor as unknown as new () => RedactPii)();
      return (text) => redactor.redact(text);
    },
    unmark: (result) =>
      result.replace(
        /PERSON_NAME|EMAIL_ADDRESS|PHONE_NUMBER|CREDIT_CARD_NUMBER|US_SOCIAL_SECURITY_NUMBER/g,
        GONE,
      ),
  },
  {
    name: 'openredaction',
    create: () => {
      const { OpenRedaction } = load('openredaction');
      const redactor = new (OpenRedaction as unknown as new (options: object) => OpenRedaction)({
        redactionMode: 'placeholder',
      });
      return async (text) => (await redactor.detect(text)).redacted;
    },
    unmark: (result) => result.replace(/\[[A-Z0-9_]+\]/g, GONE),
  },
];
