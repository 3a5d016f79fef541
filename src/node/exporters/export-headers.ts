import { diag } from '@opentelemetry/api';
import type { OtlpTarget } from './otlp-target.ts';
import { parseHeaders } from './parse-headers.ts';
import { createReloadedFile } from './reloaded-file.ts';

type Headers = Readonly<Record<string, string>>;

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
    if (current !== content && current)
      all = {
        ...own,
        ...parseHeaders(current, (line) =>
          diag.warn(`${headersFile}:${line}: expected a header such as "name: value"; the line is ignored`),
        ),
      };
    content = current;
    return all;
  };
};
