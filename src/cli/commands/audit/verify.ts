import { Command } from 'commander';
import { type AuditRecord, verifyChain } from '../../../monitoring/index.ts';
import type { Io } from '../../io.ts';
import type { TlsFiles } from '../../request.ts';
import { createStyle } from '../../style.ts';
import { LokiError, readRecords } from './loki-client.ts';
import { asDays, asHash, checkScheme, LOKI, TLS } from './options.ts';

const DAY_MILLIS = 86_400_000;

interface VerifyOptions {
  readonly loki: string;
  readonly tls?: TlsFiles;
  readonly days: number;
  readonly expect?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

const NOTES = `
Reads the audit trail and checks that no record was taken away, changed or put in between. What was cut off at its end
shows only where somebody knows what the end was: keep the last hash elsewhere, and give it with --expect.
Exit status: 0 where the trail is whole, 1 where it is not or Loki does not answer, 2 for a wrong command line.

Examples:
  $ binnacle audit verify
  $ binnacle audit verify --days 365 --expect 3f1c…
  $ binnacle audit verify --list | less
  $ binnacle audit verify --loki https://loki:3100 --tls binnacle-stack/audit
`;

const timeText = ({ time }: AuditRecord): string => new Date(Number(BigInt(time) / 1_000_000n)).toISOString();

const verify = async (
  { loki, tls, days, expect, list = false, json = false }: VerifyOptions,
  io: Io,
): Promise<void> => {
  checkScheme(tls, { loki });
  const now = Date.now();
  const records = await readRecords({ url: loki, tls }, now - days * DAY_MILLIS, now);
  const faults = [...verifyChain(records)];
  if (expect !== undefined && !records.some(({ hash }) => hash === expect))
    faults.push({
      sequence: 0,
      message: `no record has the hash ${expect}: the trail was cut off before it`,
    });
  const [first, last] = [records[0], records.at(-1)];
  if (faults.length > 0 || records.length === 0) io.exitCode = 1;
  if (json) {
    const range = first && last && { first: first.sequence, last: last.sequence, hash: last.hash };
    io.stdout(
      `${JSON.stringify({ ok: io.exitCode === 0, count: records.length, ...range, faults, ...(list && { records }) })}\n`,
    );
    return;
  }
  const style = createStyle(io);
  if (list) for (const record of records) io.stdout(`${style.dim(timeText(record))}  ${record.text}\n`);
  for (const { sequence, message } of faults)
    io.stdout(`${sequence > 0 ? `record ${sequence} ` : ''}${message}\n`);
  if (!first || !last) return io.stdout(`${style.bad('no record')} in ${days} days\n`);
  const verdict = faults.length > 0 ? style.bad(`${faults.length} faults`) : style.bold('whole');
  io.stdout(`records ${first.sequence} to ${last.sequence}, since ${timeText(first)}: ${verdict}\n`);
  io.stdout(`last hash ${last.hash}\n`);
};

export const createVerifyCommand = (io: Io): Command =>
  new Command('verify')
    .description('check that nothing was taken from the audit trail or changed in it')
    .option(...LOKI)
    .option(...TLS)
    .option('--days <n>', 'how far back', asDays, 30)
    .option('--expect <hash>', 'a hash that the trail had; it has to be there still', asHash)
    .option('--list', 'show the records too')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action(async (options: VerifyOptions) => {
      try {
        await verify(options, io);
      } catch (error) {
        if (!(error instanceof LokiError)) throw error;
        io.stderr(`${error.message}\n`);
        io.exitCode = 1;
      }
    });
