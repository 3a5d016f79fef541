/**
 * A path in low variety, for requests whose framework names no route: what looks like an identifier becomes `{id}`.
 * Linear in the length of the path.
 */

/** Paths with more segments are cut there. */
const MAX_SEGMENTS = 8;

/** Longer segments are no names. */
const MAX_NAME_LENGTH = 32;

/** What only an identifier is made of, or holds: digits, hex digits, a UUID, an address, something encoded. */
const IDENTIFIER =
  /^(?:\d[\d.,_-]*|[0-9a-f]{8,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|v?\d+(?:\.\d+){2,}|.*[@%:;=+,!$&'()*~].*)$/i;

/** A version, as in `/api/v2`. */
const VERSION = /^v\d{1,3}$/i;

/** Digits between letters, more than a name such as `oauth2` has. */
const MANY_DIGITS = /\d[^\d]*\d[^\d]*\d/;

/** A file's name; only its kind is of interest, and builds put hashes into the rest. */
const FILE = /^[\w.-]+\.([a-z][a-z0-9]{0,4})$/i;

const ID = '{id}';

const normalizeSegment = (segment: string, isLast: boolean): string => {
  if (segment === '' || VERSION.test(segment)) return segment;
  if (segment.length > MAX_NAME_LENGTH || IDENTIFIER.test(segment) || MANY_DIGITS.test(segment)) {
    const extension = isLast ? FILE.exec(segment)?.[1] : undefined;
    return extension ? `{file}.${extension.toLowerCase()}` : ID;
  }
  return segment;
};

/**
 * @param path without a query
 * @returns for example `/orders/{id}/items`
 */
export const normalizePath = (path: string): string => {
  const segments = path.split('/', MAX_SEGMENTS + 2);
  const kept = segments.slice(0, MAX_SEGMENTS + 1);
  const text = kept.map((segment, i) => normalizeSegment(segment, i === segments.length - 1)).join('/');
  return segments.length > kept.length ? `${text}/*` : text;
};
