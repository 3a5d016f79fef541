import { randomBytes } from 'node:crypto';
import { letters } from '../canaries/canaries.ts';

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
  // With digits it would by chance look like a card or an account.
  marker: `marker-${letters(18)}`,
});

/** The parts that no encoding but base64 changes. */
export const hiddenParts = ({ email, token, urlPassword, databasePassword }: Secrets): string[] => [
  email.split('@')[0] ?? '',
  token,
  urlPassword,
  databasePassword,
];
