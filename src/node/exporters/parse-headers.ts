import { validateHeaderName, validateHeaderValue } from 'node:http';

/** Largest file that is read for headers, in bytes. */
const MAX_FILE_BYTES = 65_536;

/**
 * The headers of a file, a line each such as "name: value"; what begins with "#" is a comment.
 *
 * @param onFault gets the number of a line that is none, and never what stands there
 */
export const parseHeaders = (
  content: Buffer,
  onFault: (line: number) => void,
): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {};
  const text = content.subarray(0, MAX_FILE_BYTES).toString();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      headers[name] = value;
    } catch {
      onFault(index + 1);
    }
  }
  return headers;
};
