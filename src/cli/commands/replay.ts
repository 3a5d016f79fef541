import { Command, InvalidArgumentError } from 'commander';
import type { Io } from '../io.ts';
import type { PackageRoot } from '../package-root.ts';
import { createStyle } from '../style.ts';
import { writeText } from '../write-text.ts';
import { EVENT_NAME } from './replay/chunk.ts';
import { policyOf, readPlayer, renderPage } from './replay/page.ts';
import { type RecordedSession, readRecordings } from './replay/read-recordings.ts';
import { readSource } from './replay/read-source.ts';
import { servePage } from './replay/serve.ts';

const NOTES = `
Reads log records as the Collector's file exporter writes them: OTLP as JSON, JSON lines or protobuf, also gzip. Without
--out the replay is served on this machine until Ctrl-C. The page runs nothing but its player and loads nothing.
Without --session it is the last session.
Exit status: 0, 1 where no recording was found, 2 where a source cannot be read.

Examples:
  $ binnacle replay /var/lib/otelcol/replay.jsonl
  $ binnacle replay replay.jsonl --list
  $ binnacle replay replay.jsonl --session 4f1c… --out replay.html
  $ kubectl exec otelcol-0 -- cat /data/replay.jsonl | binnacle replay - --out replay.html
`;

interface ReplayOptions {
  readonly session?: string;
  readonly out?: string;
  readonly port: number;
  readonly list?: boolean;
  readonly json?: boolean;
}

const asPort = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('a port from 0 to 65535 is needed.');
  return port;
};

/** Without the events. */
const summaryOf = ({ id, service, recordings }: RecordedSession) => ({
  session: id,
  service,
  recordings: recordings.map(({ events, ...rest }) => ({ ...rest, events: events.length })),
});

const lineOf = ({ id, service, recordings }: RecordedSession): string => {
  const [first] = recordings;
  const seconds =
    recordings.reduce((sum, { startMillis, endMillis }) => sum + endMillis - startMillis, 0) / 1_000;
  const pages = `${recordings.length} page${recordings.length === 1 ? '' : 's'}`;
  return `${id}  ${new Date(first?.startMillis ?? 0).toISOString()}  ${service}  ${pages}  ${Math.round(seconds)} s  ${first?.url}`;
};

const nothing = (sources: readonly string[], documents: readonly unknown[], io: Io): void => {
  io.stderr(
    `${sources.join(', ')}: no recording of a session among ${documents.length} request${documents.length === 1 ? '' : 's'} of OTLP; expected log records named ${EVENT_NAME} with a snapshot, which a page sends with session replay on\n`,
  );
  io.exitCode = 1;
};

const replay = async (
  sources: readonly string[],
  options: ReplayOptions,
  io: Io,
  { directory }: PackageRoot,
): Promise<void> => {
  const style = createStyle(io);
  const documents: unknown[] = [];
  for (const source of sources) for (const each of await readSource(source, io)) documents.push(each);
  const sessions = readRecordings(documents);
  if (sessions.length === 0) return nothing(sources, documents, io);
  const chosen = sessions.find(({ id }) => options.session === undefined || id === options.session);
  if (!chosen) {
    io.stderr(`no recording of session ${options.session}; there are:\n`);
    for (const session of sessions) io.stderr(`  ${lineOf(session)}\n`);
    io.exitCode = 1;
    return;
  }
  const shown = options.list && options.session === undefined ? sessions : [chosen];
  if (options.list) {
    io.stdout(
      options.json
        ? `${JSON.stringify({ sessions: shown.map(summaryOf) })}\n`
        : shown.map((session) => `${lineOf(session)}\n`).join(''),
    );
    return;
  }
  const player = readPlayer(directory);
  const { id, service, recordings } = chosen;
  const html = renderPage({ session: id, service, recordings }, player);
  for (const { url, notes } of recordings)
    for (const note of notes) io.stderr(`${style.bold(url)}: ${note}\n`);
  if (options.out === undefined) {
    const announce = (url: string): void =>
      io.stdout(options.json ? `${JSON.stringify({ url, ...summaryOf(chosen) })}\n` : `${url}\n`);
    await servePage({ html, policy: policyOf(player), port: options.port }, announce, io);
    return;
  }
  writeText(options.out, html, io);
  io.stdout(
    options.json
      ? `${JSON.stringify({ out: options.out, ...summaryOf(chosen) })}\n`
      : `${options.out}: ${lineOf(chosen)}\n`,
  );
};

/** `binnacle replay`: what a user saw and did, from the telemetry of a page. */
export const createReplayCommand = (io: Io, root: PackageRoot): Command =>
  new Command('replay')
    .description('show recorded sessions of a page')
    .argument('<source...>', 'files of OTLP or their URLs; - reads standard input')
    .option('--session <id>', 'the session, as `session.id` of its spans and events')
    .option('--out <file>', 'write the replay as one HTML file instead of serving it')
    .option('--port <number>', 'where it is served; 0 takes a free one', asPort, 0)
    .option('--list', 'print the sessions, and show none')
    .option('--json', 'print what was found as one line of JSON')
    .addHelpText('after', NOTES)
    .action((sources: string[], options: ReplayOptions) => replay(sources, options, io, root));
