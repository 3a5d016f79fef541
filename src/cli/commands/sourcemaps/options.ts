import { InvalidArgumentError } from 'commander';
import { UsageError } from '../../io.ts';

/** A repeatable `--header 'name: value'`. */
export const asHeader = (
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> => {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*)$/.exec(text) ?? [];
  if (name === undefined)
    throw new InvalidArgumentError("Expected a name and a value, such as 'authorization: Bearer abc'.");
  return { ...before, [name.toLowerCase()]: value ?? '' };
};

export const asCount = (text: string): number => {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 0 || count > 1e6)
    throw new InvalidArgumentError('Expected a whole number from 0 to 1000000.');
  return count;
};

export const asDebugId = (text: string): string => {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text))
    throw new InvalidArgumentError('Expected a UUID, as in `//# debugId=…` of the code.');
  return text.toLowerCase();
};

/** Names of releases become names of files. */
export const checkRelease = (release: string): string => {
  if (release.trim() === '' || Buffer.byteLength(encodeURIComponent(release)) > 200 || /^\.+$/.test(release))
    throw new UsageError(
      `${JSON.stringify(release)}: is no name of a release; expected one such as shop-page@1.4.0`,
    );
  return release;
};
