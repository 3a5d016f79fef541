import { existsSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Command } from 'commander';
import { isResolved, resolveOtlp } from '../../../sourcemaps/resolve-otlp.ts';
import { type ResolvedStack, resolveStack } from '../../../sourcemaps/resolve-stack.ts';
import { type Io, UsageError } from '../../io.ts';
import { nameOf, readBytes } from '../../read-text.ts';
import { writeText } from '../../write-text.ts';
import { createFinder } from './finder.ts';
import { asCount, asDebugId, asHeader, checkRelease } from './options.ts';
import { placeOf } from './place.ts';
import { printStack } from './print-stack.ts';

const NOTES = `
What is resolved:
  a stack     as Chrome, Node, Firefox or Safari print it, with its message and causes
  a file      a stack, or OTLP/JSON of the Collector's file exporter, also gzip: stacks of all exceptions are
              rewritten, and binnacle.error.fingerprint with them; - reads standard input

Where maps are:
  a folder    of a build, with *.js.map beside the code or within it
  a store     made by binnacle sourcemaps upload: a folder or a URL. The release is service.name@service.version
              of OTLP, or --release

Exit status: 0 everything was resolved, 1 some of it was not, 2 something could not be read.

Examples:
  $ binnacle sourcemaps resolve stack.txt --maps dist
  $ pbpaste | binnacle sourcemaps resolve - --maps dist
  $ binnacle sourcemaps resolve 'TypeError: x at a (https://shop.example/app.js:1:2345)' --maps dist --json
  $ binnacle sourcemaps resolve logs.json --maps /srv/maps --output resolved.json
  $ binnacle sourcemaps resolve stack.txt --maps https://maps.example/ --release shop-page@1.4.0
`;

interface ResolveOptions {
  readonly maps: string;
  readonly release?: string;
  readonly debugId?: string;
  readonly context: number;
  readonly header?: Readonly<Record<string, string>>;
  readonly output?: string;
  readonly json?: boolean;
}

/** A stack that was copied into one line has its frames apart again. */
const unfold = (text: string): string =>
  text.includes('\n') ? text : text.replace(/\s+(?=at (?:[^()]+ \([^()]+\)|[^\s()]+:\d+:\d+))/g, '\n    ');

const isStackText = (text: string): boolean => text.includes('\n') || /:\d+:\d+/.test(text);

const inputOf = (given: string, io: Io): Buffer => {
  if (given !== '-' && isStackText(given) && !existsSync(given)) return Buffer.from(unfold(given));
  const bytes = readBytes(given, io);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    throw new UsageError(`${nameOf(given)}: cannot be unpacked`);
  }
};

/** Lines of bytes, so that a file may be larger than a text can be. */
function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    yield bytes.toString('utf8', start, end === -1 ? bytes.length : end);
    start = end === -1 ? bytes.length : end + 1;
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isOtlp = (document: unknown): boolean =>
  typeof document === 'object' &&
  document !== null &&
  ['resourceSpans', 'resourceLogs', 'resourceMetrics'].some((key) => key in document);

/** The requests of a file, one a line or one in all; undefined where it has none. */
const documentsOf = (bytes: Buffer, name: string): readonly unknown[] | undefined => {
  const start = bytes.subarray(0, 4_096).toString().trimStart();
  if (!start.startsWith('{')) return undefined;
  const lines = [...linesOf(bytes)].filter((line) => line.trim() !== '');
  const first = parse(lines[0] ?? '');
  if (first === undefined) {
    const whole = parse(bytes.toString());
    return isOtlp(whole) ? [whole] : undefined;
  }
  if (!isOtlp(first)) return undefined;
  return lines.map((line, i) => {
    const document = parse(line);
    if (document === undefined) throw new UsageError(`${name}: line ${i + 1} is not JSON`);
    return document;
  });
};

const report = (problems: Iterable<string>, io: Io): void => {
  for (const problem of problems) io.stderr(`${problem}\n`);
};

const resolveDocuments = async (
  documents: readonly unknown[],
  finderOf: Awaited<ReturnType<typeof createFinder>>,
  options: ResolveOptions,
  io: Io,
): Promise<void> => {
  if (options.json && options.output === undefined)
    throw new UsageError('--json: the OTLP itself goes to standard output; name a file for it with --output');
  const problems = new Set<string>();
  let [stacks, resolved] = [0, 0];
  const written: string[] = [];
  for (const [i, document] of documents.entries()) {
    const result = await resolveOtlp(document, finderOf);
    stacks += result.stacks;
    resolved += result.resolved;
    for (const problem of result.problems) problems.add(problem);
    const line = `${JSON.stringify(document)}\n`;
    if (options.output === undefined) io.stdout(line);
    else written.push(line);
    if (io.isTTY && i > 0 && i % 1_000 === 0) io.stderr(`${i} of ${documents.length} requests\n`);
  }
  if (options.output !== undefined) writeText(options.output, written.join(''), io);
  if (options.json) io.stdout(`${JSON.stringify({ stacks, resolved, problems: [...problems] })}\n`);
  else {
    report(problems, io);
    io.stderr(`${resolved} of ${stacks} stacks are resolved\n`);
  }
  io.exitCode = resolved === stacks ? 0 : 1;
};

const asJson = (result: ResolvedStack): string => {
  const { frames, problems, fingerprint, text } = result;
  return JSON.stringify({ resolved: isResolved(result), fingerprint, stack: text, frames, problems });
};

const resolve = async (given: string, options: ResolveOptions, io: Io): Promise<void> => {
  if (options.release !== undefined) checkRelease(options.release);
  const bytes = inputOf(given, io);
  const finderOf = await createFinder(placeOf(options.maps, options.header), options);
  const documents = documentsOf(bytes, nameOf(given));
  if (documents) return resolveDocuments(documents, finderOf, options, io);
  if (bytes.includes(0))
    throw new UsageError(
      `${nameOf(given)}: neither a stack nor OTLP/JSON; the file exporter writes that with format: json`,
    );
  const find = finderOf({ service: undefined, version: undefined });
  const result = await resolveStack(bytes.toString(), find, { contextLines: options.context });
  if (result.frames.length === 0)
    throw new UsageError(
      `${isStackText(given) ? 'the text' : nameOf(given)}: no frame of a stack in it, such as at pay (https://shop.example/app.js:1:2345)`,
    );
  if (options.output !== undefined) writeText(options.output, `${result.text.replace(/\n$/, '')}\n`, io);
  if (options.json) io.stdout(`${asJson(result)}\n`);
  else {
    if (options.output === undefined) printStack(result, io);
    report(result.problems, io);
  }
  io.exitCode = isResolved(result) ? 0 : 1;
};

/** `binnacle sourcemaps resolve`: stacks of built code as stacks of its sources. */
export const createResolveCommand = (io: Io): Command =>
  new Command('resolve')
    .description('say where in the sources a stack of built code comes from')
    .argument('<stack|file>', 'a stack as text, or a file with one or with OTLP; - reads standard input')
    .requiredOption('--maps <place>', 'the folder of the build, or a store: a folder or a URL')
    .option('--release <name>', 'release of the store')
    .option('--debug-id <uuid>', 'use the map with this debug id for every frame', asDebugId)
    .option('--context <lines>', 'lines of the source before and after each place', asCount, 2)
    .option(
      '--header <header>',
      "sent to a store at a URL, 'name: value'; may be given more than once",
      asHeader,
    )
    .option('--output <file>', 'write the result there')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((given: string, options: ResolveOptions) => resolve(given, options, io));
