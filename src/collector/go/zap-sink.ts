import { isUrl } from './address.ts';

/**
 * Why Go's logger writes to no such place; nothing where it may.
 * https://github.com/uber-go/zap/blob/v1.28.0/sink.go
 */
export const sinkFault = (path: string): string | undefined => {
  if (path === '') return 'is empty; expected stdout, stderr or a file';
  if (path.startsWith('/')) return undefined;
  if (!isUrl(path)) return `${JSON.stringify(path)} is neither a path nor a URL`;
  const [scheme = ''] = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.exec(path) ?? [];
  if (!['', 'file:'].includes(scheme.toLowerCase()))
    return `"${scheme}" is no place to write to; expected a file, stdout or stderr`;
  const [, authority, file, rest = ''] =
    /^(?:\/\/([^/?#]*))?([^?#]*)(.*)$/s.exec(path.slice(scheme.length)) ?? [];
  if (/[?#]./.test(rest)) return `"${rest}" cannot stand behind the name of a file`;
  if (!['', 'localhost'].includes(authority ?? ''))
    return `"${authority}" is another machine; expected file:///path`;
  const isOpaque = scheme !== '' && authority === undefined && !file?.startsWith('/');
  return !file || isOpaque ? 'names no file; expected file:///path' : undefined;
};
