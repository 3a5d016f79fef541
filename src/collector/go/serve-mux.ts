const isName = (text: string): boolean => /^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(text);

/** As Go's `path.Clean` has it, with the slash at the end kept. */
const cleanPath = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}${/[^/]/.test(path) && path.endsWith('/') && parts.length > 0 ? '/' : ''}`;
};

/**
 * Why Go's `http.ServeMux` does not take a path, which ends the program; nothing where it does.
 * https://pkg.go.dev/net/http#hdr-Patterns-ServeMux
 */
export const muxPathFault = (path: string): string | undefined => {
  if (/[ \t]/.test(path)) return 'has a space';
  if (path !== cleanPath(path)) return `can never be asked for; expected ${cleanPath(path)}`;
  const segments = path.slice(1).split('/');
  const seen = new Set<string>();
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (!segment.includes('{')) continue;
    const inner = /^\{(.*)\}$/.exec(segment)?.[1];
    if (inner === undefined) return 'has a { without its }, or beside other characters';
    if (inner === '$') {
      if (!isLast) return 'has {$} before its end';
      continue;
    }
    const name = inner.replace(/\.\.\.$/, '');
    if (name !== inner && !isLast) return 'has ... before its end';
    if (!isName(name)) return `has {${inner}}, whose name is not accepted`;
    if (seen.has(name)) return `has {${name}} twice`;
    seen.add(name);
  }
  return undefined;
};
