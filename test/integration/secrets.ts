import { randomBytes } from 'node:crypto';

const random = (): string => randomBytes(9).toString('hex');

/** What the examples are careless with, and one thing that may be seen. All are new in each run. */
export interface Secrets {
  readonly email: string;
  readonly token: string;
  /** In a URL that the storefront logs. */
  readonly urlPassword: string;
  readonly databasePassword: string;
  /** Harmless: where this is not found, a search that finds no secret says nothing. */
  readonly marker: string;
}

export const createSecrets = (): Secrets => ({
  email: `mary.${random()}@example.com`,
  token: `tok-${random()}`,
  urlPassword: `wp-${random()}`,
  databasePassword: `dp-${random()}`,
  marker: `marker-${random()}`,
});

/** The parts that no encoding but base64 changes. */
export const hiddenParts = ({ email, token, urlPassword, databasePassword }: Secrets): string[] => [
  email.split('@')[0] ?? '',
  token,
  urlPassword,
  databasePassword,
];

/** How base64 shows a text in the middle of others: it depends on the offset, and the ends mix with their neighbours. */
const base64Forms = (text: string): string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });

/** Which of the texts the bytes contain, as they are, in hexadecimal digits, or in base64. */
export const findTexts = (bytes: Buffer, texts: readonly string[]): string[] =>
  texts.filter((text) => {
    const hex = Buffer.from(text).toString('hex');
    return [text, hex, hex.toUpperCase(), ...base64Forms(text)].some((form) => bytes.includes(form));
  });
