import { validateHeaderName, validateHeaderValue } from 'node:http';
import { diag } from '@opentelemetry/api';
import type { OtlpTarget } from './otlp-target.ts';
import { createReloadedFile } from './reloaded-file.ts';

type Headers = Readonly<Record<string, string>>;

/** Largest file that is read for headers, in bytes. */
const MAX_FILE_BYTES = 65_536;

/** A fault is told with its line, never with what stands there. */
const parseHeaders = (text: string, file: string): Headers => {
  const headers: Record<string, string> = {};
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
      diag.warn(`${file}:${index + 1}: expected a header such as "name: value"; the line is ignored`);
    }
  }
  return headers;
};

/** The headers of an export, as they are now: those of the settings, then those of the file, which win. */
export const createExportHeaders = ({ headers, headersFile }: OtlpTarget): (() => Headers) => {
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (headersFile === undefined) return () => own;
  const read = createReloadedFile(headersFile, (reason) =>
    diag.warn(`cannot read the headers for OTLP: ${reason}; going on with those that were read before`),
  );
  let content: Buffer | undefined;
  let all: Headers = own;
  return () => {
    const current = read();
    if (current !== content && current) {
      const text = current.subarray(0, MAX_FILE_BYTES).toString();
      all = { ...own, ...parseHeaders(text, headersFile) };
    }
    content = current;
    return all;
  };
};
