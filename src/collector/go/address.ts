/** Host and port as Go's `net.SplitHostPort` takes them apart; a fault where it would not. */
export type Address = { readonly host: string; readonly port: string } | { readonly fault: string };

export const parseAddress = (text: string): Address => {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return { fault: 'has no port' };
  if (text.startsWith('[')) {
    const end = text.indexOf(']');
    if (end < 0) return { fault: 'lacks a ]' };
    if (end + 1 !== colon) return { fault: end + 1 === text.length ? 'has no port' : 'has too many colons' };
    return { host: text.slice(1, end), port: text.slice(colon + 1) };
  }
  const host = text.slice(0, colon);
  if (host.includes(':')) return { fault: 'has too many colons' };
  if (/[[\]]/.test(text)) return { fault: 'has a [ or ] in the wrong place' };
  return { host, port: text.slice(colon + 1) };
};

const isControl = (character: string): boolean => character < ' ' || character === '\x7f';

const hasWrongEscape = (text: string): boolean => /%(?![0-9a-fA-F]{2})/.test(text);

const USER = /^[\w.~!$&'()*+,;=:%@-]*$/;
/** Bytes that are not ASCII may be escaped, and the sign of an escape. */
const HOST =
  /^(?:\[[\da-fA-F:.]*:[\da-fA-F:.]*(?:%25[^\]]*)?\]|(?:[\w.~!$&'()*+,;=<>\]"-]|[\u0080-\uffff]|%(?:25|[89a-fA-F][0-9a-fA-F]))*)(?::\d*)?$/;

const isAuthority = (text: string): boolean => {
  const at = text.lastIndexOf('@');
  const user = text.slice(0, Math.max(at, 0));
  return USER.test(user) && !hasWrongEscape(user) && HOST.test(text.slice(at + 1));
};

const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;

/** What Go's `url.Parse` takes: nearly any text. */
export const isUrl = (text: string): boolean => {
  const [, whole = '', fragment = ''] = /^([^#]*)#?([\s\S]*)$/.exec(text) ?? [];
  if ([...whole].some(isControl)) return false;
  if (hasWrongEscape(fragment) || whole.startsWith(':')) return false;
  const scheme = SCHEME.exec(whole)?.[0] ?? '';
  const rest = whole.slice(scheme.length).replace(/\?[\s\S]*$/, '');
  // A colon in the first part would be that of a scheme.
  if (!rest.startsWith('/')) return scheme !== '' || (!/^[^/]*:/.test(rest) && !hasWrongEscape(rest));
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const authority = hasAuthority ? (/^\/\/[^/]*/.exec(rest)?.[0] ?? '') : '';
  return isAuthority(authority.slice(2)) && !hasWrongEscape(rest.slice(authority.length));
};

/** What Go's `url.ParseRequestURI` takes: an absolute URL or a path. */
export const isRequestUri = (text: string): boolean => {
  if (text === '' || [...text].some(isControl)) return false;
  if (text === '*') return true;
  const scheme = SCHEME.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length).replace(/\?.*$/, '');
  if (!rest.startsWith('/')) return scheme !== '';
  const authority = scheme === '' ? undefined : /^\/\/[^/]*/.exec(rest)?.[0];
  if (authority === undefined) return !hasWrongEscape(rest);
  return isAuthority(authority.slice(2)) && !hasWrongEscape(rest.slice(authority.length));
};
