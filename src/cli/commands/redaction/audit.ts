import { Readable } from 'node:stream';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from '../../io.ts';
import { readBytes, STDIN_NAME } from '../../read-text.ts';
import { createStyle } from '../../style.ts';
import { type Auditor, createAuditor, type Finding } from './audit/auditor.ts';
import type { Read } from './audit/content.ts';
import { auditPath, auditStream, type Progress } from './audit/file.ts';
import { auditUrl, type Range } from './audit/url.ts';
import { type PolicyOptions, policyOf, withPolicyOptions } from './policy-options.ts';

const NOTES = `
Sources:
  a file        OTLP as JSON, JSON lines or protobuf, any JSON, any text, also packed with gzip or zstd;
                - reads standard input. What is larger than 16 MiB is read in parts
  a directory   every file below it: a Collector's queue, BINNACLE_BUFFER_DIR, logs
  a URL         a Jaeger or a Prometheus, at the URL of its page

Rule, place and count are printed, never a value; what is found in names of files is masked too.
Exit status: 0 nothing was found, 1 something was, 2 a source could not be read; what the others hold is told all the same.

Examples:
  $ binnacle redaction audit traces.jsonl
  $ binnacle redaction audit http://127.0.0.1:16686 http://127.0.0.1:9090 --since 1h
  $ binnacle redaction audit /var/lib/otelcol/queue --preset strict --json
`;

const UNITS: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3 };

const durationMillis = (text: string): number => {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count === undefined)
    throw new InvalidArgumentError('Expected a number with s, m, h or d, such as 90m.');
  return Number(count) * (UNITS[unit] as number);
};

const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1 || number > 1e6)
    throw new InvalidArgumentError('Expected a whole number from 1 to 1000000.');
  return number;
};

interface AuditOptions extends PolicyOptions {
  readonly json?: boolean;
  readonly since: number;
  readonly limit: number;
}

const isUrl = (source: string): boolean => /^https?:\/\//i.test(source);

/** All of standard input; a test has it whole. */
const inputOf = (io: Io): AsyncIterable<Buffer> => io.openInput?.() ?? Readable.from([readBytes('-', io)]);

const MIB = 1_048_576;
const inMebibytes = (bytes: number): string => `${Math.round(bytes / MIB)} MiB`;

const readSource = async (
  auditor: Auditor,
  source: string,
  range: Range,
  progress: Progress,
  io: Io,
): Promise<readonly Read[]> => {
  if (source === '-') return [await auditStream(auditor, STDIN_NAME, STDIN_NAME, inputOf(io))];
  return isUrl(source) ? [await auditUrl(auditor, source, range)] : auditPath(auditor, source, progress);
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const printText = (findings: readonly Finding[], reads: readonly Read[], looked: number, io: Io): void => {
  const style = createStyle(io);
  const ruleWidth = Math.max(4, ...findings.map(({ rule }) => rule.length));
  for (const source of new Set(findings.map((finding) => finding.source))) {
    io.stdout(`${style.bold(source)}\n`);
    for (const { rule, place, count } of findings.filter((finding) => finding.source === source))
      io.stdout(`  ${style.bad(rule.padEnd(ruleWidth))}  ${String(count).padStart(6)}  ${place}\n`);
  }
  for (const { source, note, error } of reads) {
    if (note) io.stderr(`${source}: ${note}\n`);
    if (error) io.stderr(`${source}: ${error}\n`);
  }
  const total = findings.reduce((sum, { count }) => sum + count, 0);
  const unread = reads.filter(({ error }) => error).length;
  const but = unread > 0 ? `; ${plural(unread, 'source')} could not be read` : '';
  const where = `${plural(looked, 'value')} in ${plural(reads.length - unread, 'source')}${but}`;
  io.stdout(
    total > 0
      ? `${style.bad(`${total} found`)} among ${where}\n`
      : `${style.good('nothing found')} among ${where}\n`,
  );
};

const audit = async (sources: readonly string[], options: AuditOptions, io: Io): Promise<void> => {
  const auditor = createAuditor(policyOf(options, io));
  const endMillis = Date.now();
  const range = { startMillis: endMillis - options.since, endMillis, limit: options.limit };
  const reads: Read[] = [];
  const isWatched = io.isTTY && !options.json;
  for (const source of sources) {
    if (isWatched) io.stderr(`reading ${isUrl(source) ? auditor.url(source) : auditor.name(source)}\n`);
    const progress: Progress = (read, all) => {
      if (isWatched) io.stderr(`  ${inMebibytes(read)} of ${inMebibytes(all)}\n`);
    };
    reads.push(...(await readSource(auditor, source, range, progress, io)));
  }
  const findings = auditor.findings();
  if (options.json)
    io.stdout(
      `${JSON.stringify({ found: findings.length > 0, values: auditor.looked(), sources: reads, findings })}\n`,
    );
  else printText(findings, reads, auditor.looked(), io);
  const isWhole = reads.every(({ error }) => error === undefined);
  io.exitCode = isWhole ? Number(findings.length > 0) : 2;
};

/** `binnacle redaction audit`: what a policy would have taken away, in what has been stored or queued. */
export const createAuditCommand = (io: Io): Command =>
  withPolicyOptions(
    new Command('audit')
      .description('look for personal data and secrets in what was stored, queued or exported')
      .argument('<source...>', 'files, directories and URLs'),
  )
    .addOption(
      new Option('--since <duration>', 'how far back a server is read')
        .argParser(durationMillis)
        .default(UNITS.d, '1d'),
    )
    .option('--limit <count>', 'most traces of each service that a Jaeger is asked for', wholeNumber, 1000)
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((sources: string[], options: AuditOptions) => audit(sources, options, io));
