import { decode } from './decoding.ts';
import { isSensitiveKey, SENSITIVE_PARAMETERS } from './keys.ts';
import { isMarks, markOf, REDACTED } from './mark.ts';
import { createMemory } from './memory.ts';
import { createNameMemory } from './name-memory.ts';
import { merge, type Piece } from './piece.ts';
import { type TextRedactor, type UrlSearch, untilClean } from './text.ts';

/** What stands in the place of a parameter's value because of its name; nothing where the name says nothing. */
export type ParameterAction = (name: string) => ((value: string) => string) | undefined;

/** What is behind these schemes says whom somebody calls or writes to, or is no address but the thing itself. */
const personalSchemes = new Set(['mailto', 'tel', 'sms', 'sip', 'sips', 'xmpp', 'data']);

const redacted = (): string => REDACTED;

/** Of a user name; the word alone would look like the name in an e-mail address. */
const userInfoMark = markOf({ id: 'url-password' });
const maskedUserInfo = (): string => userInfoMark;

const sensitiveParameters = new Set(SENSITIVE_PARAMETERS);

/** Names that servers and frameworks give to the session: `jsessionid`, `PHPSESSID`, `ASP.NET_SessionId`. */
const isSessionName = (name: string): boolean => name.endsWith('sessionid') || name.endsWith('sessid');

/** By the names that are sensitive by themselves. */
export const defaultParameterAction: ParameterAction = (name) =>
  isSensitiveKey(name) || sensitiveParameters.has(name) || isSessionName(name) ? redacted : undefined;

/** Answers for a name that stands from `start` up to `end` in a text, encoded or not, in any case. */
type ParameterNames = (text: string, start: number, end: number) => ReturnType<ParameterAction>;

/** Made once for an action, because it remembers. */
export const createParameterNames = (action: ParameterAction): ParameterNames =>
  createNameMemory((name) => action(decoded(name).toLowerCase()));

const AMPERSAND = 38;
const SLASH = 47;
const COLON = 58;
const SEMICOLON = 59;
const EQUALS = 61;
const QUESTION = 63;
const HASH = 35;
const PER_CENT = 37;

/** Where the next of up to three units stands, or `end`. */
const nextOf = (text: string, from: number, end: number, a: number, b = a, c = a): number => {
  for (let at = from; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === a || unit === b || unit === c) return at;
  }
  return end;
};

const decoded = (text: string): string =>
  text.includes('%') || text.includes('+') ? decode(text, true).text : text;

/** Whether parameters inside the value of one, as a URL or a form has them, are to go because of their names. */
const hidesParameter = (value: string, names: ParameterNames): boolean => {
  const text = decoded(value);
  for (let at = 0; at < text.length; ) {
    const end = nextOf(text, at, text.length, AMPERSAND, QUESTION, SEMICOLON);
    const equals = nextOf(text, at, end, EQUALS);
    if (equals > at && equals + 1 < end && names(text, at, equals)) return true;
    at = end + 1;
  }
  return false;
};

/** A URL that is read from left to right. */
interface Reading {
  readonly url: string;
  /** What the rules found in it. */
  readonly finds: readonly Piece[];
  /** The first find that may lie ahead. */
  next: number;
  /** The user name and password, where they are replaced as a whole. */
  userInfo?: Piece;
  readonly names: ParameterNames;
  readonly pieces: Piece[];
}

const replaceBy = (
  reading: Reading,
  start: number,
  end: number,
  replace: (value: string) => string,
): void => {
  if (start < end && !isMarks(reading.url, start, end)) reading.pieces.push({ start, end, replace });
};

/** What rules found from `start` up to `end`; asked from left to right. */
const findIn = (reading: Reading, start: number, end: number): Piece | undefined => {
  const { finds } = reading;
  while (reading.next < finds.length && (finds[reading.next] as Piece).end <= start) reading.next++;
  const find = finds[reading.next];
  return find && find.start < end ? find : undefined;
};

/** Whether the value may hold encoded or listed parameters. */
const isNested = (url: string, start: number, end: number): boolean =>
  nextOf(url, start, end, PER_CENT, SEMICOLON) < end;

const readParameter = (reading: Reading, start: number, end: number): void => {
  const { url, names } = reading;
  const equals = nextOf(url, start, end, EQUALS);
  const inName = findIn(reading, start, equals);
  // What began in the parameter before says nothing of a name.
  const isNameFound = inName !== undefined && (inName.start >= start || equals === end);
  if (isNameFound) replaceBy(reading, start, equals, redacted);
  const value = equals + 1;
  if (value >= end) return;
  const byItsName = names(url, start, equals);
  if (byItsName) replaceBy(reading, value, end, byItsName);
  else if (
    isNameFound ||
    findIn(reading, value, end) ||
    (isNested(url, value, end) && hidesParameter(url.slice(value, end), names))
  )
    replaceBy(reading, value, end, redacted);
};

/** A question mark inside begins the parameters of a route, or of a URL in a parameter. */
const readParameters = (reading: Reading, start: number): void => {
  const { length } = reading.url;
  for (let at = start; at < length; ) {
    const end = nextOf(reading.url, at, length, AMPERSAND, QUESTION, HASH);
    readParameter(reading, at, end);
    at = end + 1;
  }
};

/** Parameters of a path: `/a;jsessionid=1/b`. https://www.rfc-editor.org/rfc/rfc3986#section-3.3 */
const readMatrix = (reading: Reading, start: number, end: number): void => {
  const { url, names } = reading;
  for (let at = nextOf(url, start, end, SEMICOLON); at < end; ) {
    const last = nextOf(url, at + 1, end, SEMICOLON, SLASH);
    const equals = nextOf(url, at, last, EQUALS);
    const byItsName = equals < last && names(url, at + 1, equals);
    if (byItsName) replaceBy(reading, equals + 1, last, byItsName);
    at = nextOf(url, last, end, SEMICOLON);
  }
};

/** Reads what comes before the path, and returns where that begins. */
const readAuthority = (reading: Reading, end: number): number => {
  const { url } = reading;
  const colon = nextOf(url, 0, end, COLON, SLASH);
  const hasScheme = url.charCodeAt(colon) === COLON;
  if (hasScheme && personalSchemes.has(url.slice(0, colon).toLowerCase())) {
    // The media type of data stays.
    const comma = url.indexOf(',', colon);
    const isData = colon === 4;
    replaceBy(reading, (isData && comma > 0 ? comma : colon) + 1, isData ? url.length : end, redacted);
    return end;
  }
  const slashes = hasScheme ? colon + 1 : 0;
  const hasHost = url.startsWith('//', slashes);
  if (!hasScheme && !hasHost) return 0;
  const start = hasHost ? slashes + 2 : 0;
  const host = nextOf(url, start, end, SLASH);
  const sign = url.lastIndexOf('@', host);
  if (sign > start && !isMarks(url, start, sign)) {
    const find = reading.finds.find((each) => each.end > start);
    if (find?.start !== start || find.end !== sign) {
      reading.userInfo = { start, end: sign, replace: maskedUserInfo };
      reading.pieces.push(reading.userInfo);
    }
  }
  return host;
};

const read = (url: string, finds: readonly Piece[], names: ParameterNames, isQuery: boolean): Piece[] => {
  const reading: Reading = { url, finds, next: 0, names, pieces: [] };
  const { pieces } = reading;
  const pathEnd = isQuery ? 0 : nextOf(url, 0, url.length, QUESTION, HASH);
  if (!isQuery) readMatrix(reading, readAuthority(reading, pathEnd), pathEnd);
  readParameters(reading, pathEnd);
  const { userInfo } = reading;
  for (const find of finds) {
    // What reaches out of the user name is an e-mail address only by its looks: the host is none of it.
    const isUserInfo = userInfo && find.start >= userInfo.start && find.start < userInfo.end;
    if (find.start < pathEnd && !isUserInfo) pieces.push(find);
  }
  return pieces;
};

/** Whether neither names nor what is nested in values can say anything: read once, because most parameters are such. */
const areClean = (url: string, start: number, names: ParameterNames): boolean => {
  const { length } = url;
  let name = start;
  let equals = -1;
  for (let at = start; at <= length; at++) {
    const unit = at < length ? url.charCodeAt(at) : AMPERSAND;
    if (unit === EQUALS) {
      if (equals < 0) equals = at;
    } else if (unit === AMPERSAND || unit === QUESTION || unit === HASH) {
      if (equals >= 0 && equals + 1 < at && names(url, name, equals)) return false;
      name = at + 1;
      equals = -1;
    } else if (unit === PER_CENT || unit === SEMICOLON) return false;
  }
  return true;
};

const NOTHING: readonly Piece[] = [];

/** From where on a path may begin before which there is nothing to hide but what rules find; 0 where that is not known. */
const plainStart = (url: string): number => {
  if (url.charCodeAt(0) === SLASH) return Number(url.charCodeAt(1) !== SLASH);
  // No regular expression: it would make something for each match.
  const isHttp = url.startsWith('https://') || url.startsWith('http://');
  return isHttp && !url.includes('@') ? 7 : 0;
};

/** Whether all that rules find in it is all that there is to find, as in most: so that nothing is made to read it. */
const isPlain = (url: string, hasFinds: boolean, names: ParameterNames): boolean => {
  const start = plainStart(url);
  const end = nextOf(url, start, url.length, QUESTION, HASH, SEMICOLON);
  // `areClean` takes a semicolon for a reason to read on.
  return start > 0 && (end === url.length || (!hasFinds && areClean(url, end, names)));
};

const createUrlSearch = (text: TextRedactor, names: ParameterNames, isQuery: boolean): UrlSearch => ({
  clean: createMemory(),
  scan: (url) => {
    const finds = text.scan(url, true);
    if (isQuery ? !finds && areClean(url, 0, names) : isPlain(url, finds !== undefined, names)) return finds;
    const pieces = read(url, finds ?? NOTHING, names, isQuery);
    return pieces.length > 0 ? merge(pieces) : undefined;
  },
});

const searchOf = (text: TextRedactor, names: ParameterNames, isQuery: boolean): UrlSearch => {
  let searches = text.urlSearches.get(names);
  if (!searches) {
    searches = [createUrlSearch(text, names, false), createUrlSearch(text, names, true)];
    text.urlSearches.set(names, searches);
  }
  return searches[isQuery ? 1 : 0];
};

const redact = (value: string, text: TextRedactor, names: ParameterNames, isQuery: boolean): string => {
  const { clean, scan } = searchOf(text, names, isQuery);
  if (clean.has(value)) return value;
  const redactedUrl = untilClean(value, scan);
  if (redactedUrl === value) clean.add(value);
  return redactedUrl;
};

const defaultNames = /* @__PURE__ */ createParameterNames(defaultParameterAction);

/** A query string or a fragment; some instrumentations leave the `?` or `#` in front of it. */
export const redactQuery = (query: string, text: TextRedactor, names = defaultNames): string =>
  redact(query, text, names, true);

/** A whole URL, a path with a query, or a path alone. Returns the same string where there is nothing to hide. */
export const redactUrl = (url: string, text: TextRedactor, names = defaultNames): string =>
  redact(url, text, names, false);
