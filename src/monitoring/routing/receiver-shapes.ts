import type { Shape } from '../../core/yaml/shape.ts';

/** A path, and neither an address nor a key. */
const FILE = '^/(?!/)[^\\s{}]*[^\\s/{}]$';

/** Where a secret is. A secret in its place is not shown in the message. */
export const secretFile = (what: string): Shape => ({
  kind: 'text',
  hidden: true,
  pattern: FILE,
  doc: `the absolute path of a file with ${what}, such as /etc/alertmanager/secrets/name`,
});

/** A key that would have the secret itself. */
export const inClearText = (file: string): Shape => ({
  kind: 'refused',
  doc: `is a secret in clear text, which everybody who reads this file would have; put it into a file and name that with "${file}"`,
});

/** The address of a service, without a place where a password or a token could be. */
export const address = (doc: string): Shape => ({
  kind: 'text',
  hidden: true,
  pattern: '^https?://[A-Za-z0-9.:\\[\\]-]+(?:/[A-Za-z0-9./_-]*)?$',
  doc: `${doc}, such as https://api.example.com/: no user, no parameters`,
});

/** Text of a message: braces would be a template. */
export const plainText = (doc: string, pattern = '^(?!.*\\{\\{).*\\S'): Shape => ({
  kind: 'text',
  doc,
  pattern,
});

/** Optional settings under the names of Alertmanager. */
export const renamed = (
  settings: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([own, theirs]) =>
      settings[own] === undefined ? [] : [[theirs, settings[own]]],
    ),
  );
