import { type Io, UsageError } from '../../io.ts';
import { contentOf, MAX_WHOLE_BYTES, parseJson, protobufDocuments } from '../../otlp-content.ts';
import { nameOf, readBytes } from '../../read-text.ts';

const FETCH_MILLIS = 60_000;

const fetchBytes = async (url: string): Promise<Buffer> => {
  const shown = url.replace(/\/\/[^/@]*@/, '//');
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MILLIS) });
    if (!response.ok) throw new UsageError(`${shown}: answered ${response.status}`);
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of response.body ?? []) {
      bytes += part.length;
      if (bytes > MAX_WHOLE_BYTES)
        throw new UsageError(`${shown}: is larger than ${MAX_WHOLE_BYTES / 1_048_576} MiB`);
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { cause, message } = error as Error;
    throw new UsageError(`${shown}: cannot be read (${(cause as Error | undefined)?.message || message})`);
  }
};

/** One document, or one a line, as the Collector's file exporter writes them; undefined where no line is JSON. */
const jsonDocuments = (text: string): readonly unknown[] | undefined => {
  const whole = parseJson(text);
  if (whole) return [whole.document];
  const lines = text.split('\n').flatMap((line) => parseJson(line) ?? []);
  return lines.length > 0 ? lines.map(({ document }) => document) : undefined;
};

/** Requests of OTLP in a file, at a URL, or on standard input for `-`. Throws UsageError where there are none. */
export const readSource = async (source: string, io: Io): Promise<readonly unknown[]> => {
  const bytes = /^https?:\/\//i.test(source) ? await fetchBytes(source) : readBytes(source, io);
  const refuse = (): never => {
    throw new UsageError(
      `${nameOf(source)}: is not OTLP; expected JSON, JSON lines or protobuf, as the Collector's file exporter writes, also gzip`,
    );
  };
  let content: Buffer;
  try {
    content = contentOf(source, bytes);
  } catch {
    return refuse();
  }
  return (
    protobufDocuments(content) ??
    (content.subarray(0, 4096).includes(0) ? undefined : jsonDocuments(content.toString('utf8'))) ??
    refuse()
  );
};
