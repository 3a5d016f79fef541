/** URLs of a public collection: what is secret in them goes, and what is clean stays as it is. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRedactor } from '../../src/core/redaction/index.ts';

export interface UrlCase {
  readonly input: string;
  /** Without user, password, parameters and fragment. */
  readonly expected: string;
}

export interface UrlFigures {
  /** URLs with a user name or a password, or with a token planted among their parameters. */
  readonly secret: number;
  /** Those in which one of them can be read. */
  readonly leaks: readonly string[];
  /** URLs with none of that. */
  readonly clean: number;
  readonly changed: readonly string[];
}

const PLANTED = 'pl4nted-v4lue';

const userInfoOf = (url: string): readonly string[] =>
  /^(?:[a-z]+:\/\/)?([^/?#@]*)@/.exec(url)?.[1]?.split(':') ?? [];

/** The mark has the word password in it. */
const withoutMarks = (text: string): string => text.replaceAll(/\[REDACTED:[a-z-]+\]/g, '');

/** As a parameter of the query, or of the fragment where there is one. */
const withToken = (url: string): string => `${url}${/[?#]/.test(url) ? '&' : '?'}token=${PLANTED}`;

/** Parameters with harmless names stay by default, and are no leak. */
export const scoreUrls = (cases: readonly UrlCase[], redact: (url: string) => string): UrlFigures => {
  const plain = cases.map(({ input }) => ({ url: input, secrets: userInfoOf(input) }));
  const planted = cases.map(({ input }) => ({
    url: withToken(input),
    secrets: [...userInfoOf(input), PLANTED],
  }));
  const secret = [...plain, ...planted].filter(({ secrets }) => secrets.length > 0);
  const clean = cases.filter(({ input, expected }) => input === expected);
  return {
    secret: secret.length,
    leaks: secret
      .filter(({ url, secrets }) =>
        secrets.some((each) => each !== '' && withoutMarks(redact(url)).includes(each)),
      )
      .map(({ url }) => url),
    clean: clean.length,
    changed: clean.filter(({ input }) => redact(input) !== input).map(({ input }) => input),
  };
};

const FILE = 'redaction/url-clean.json';

/** Undefined where the collection is not there. */
export const measureUrls = (folder: string): UrlFigures | undefined => {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  return scoreUrls(JSON.parse(readFileSync(path, 'utf8')) as readonly UrlCase[], createRedactor().url);
};
