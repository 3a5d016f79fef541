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

/** What Go's `url.ParseRequestURI` takes: an absolute URL or a path. */
export const isRequestUri = (text: string): boolean => {
  if (text === '' || /[\s\p{Cc}]/u.test(text) || /%(?![0-9a-fA-F]{2})/.test(text)) return false;
  if (text.startsWith('/')) return true;
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.exec(text)?.[0];
  if (scheme === undefined) return false;
  const authority = /^\/\/([^/?#]*)/.exec(text.slice(scheme.length))?.[1];
  return authority === undefined || /^(?:[^@]*@)?(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/.test(authority);
};
