import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { type AccessLine, accessTime } from '../../../monitoring/index.ts';
import type { Io } from '../../io.ts';
import type { TlsFiles } from '../../request.ts';
import { createComplaints } from './complaints.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import { type Loki, LokiError, lastLine, writeLines } from './loki-client.ts';
import { asSeconds, checkScheme, LOKI, TLS } from './options.ts';

interface FollowOptions {
  readonly loki: string;
  readonly interval: number;
  readonly once?: boolean;
  readonly tls?: TlsFiles;
}

const NOTES = `
Writes each line of a log that only grows to the audit trail in Loki, such as that of the secured stack's proxy: who read
what. Lines are as they are in the file, and found with {service_name="binnacle-access"}. Runs until it is stopped.

Nothing is lost while Loki or this is away: the file keeps what is not sent, and Loki knows how far it has the file. A file
that takes the place of another is begun at its start, once the other one is read to its end; one that was put away before
that is sent with --once.
Exit status: 0; with --once 1 where the file cannot be read or Loki has not taken all; 2 for a wrong command line.

Examples:
  $ binnacle audit follow /var/log/binnacle/audit.log --loki https://loki:3100 --tls /etc/binnacle
  $ binnacle audit follow /archive/audit.log --once
`;

/** How far a file is sent. */
interface Place {
  readonly name: string;
  end: number;
  time: bigint;
}

const findPlace = async (file: LogFile, loki: Loki): Promise<Place | undefined> => {
  const named = await file.name();
  if (!named) return undefined;
  const since = accessTime(named.first, 0, 0n, Date.now());
  const found = await lastLine(loki, named.name, since, Date.now());
  return { name: named.name, ...(found ?? { end: 0, time: 0n }) };
};

/** Sends what is there and not sent; the number of lines. */
const sendRest = async (file: LogFile, place: Place, loki: Loki, stopping: AbortSignal): Promise<number> => {
  let count = 0;
  while (!stopping.aborted) {
    let { time, end } = place;
    const lines = (await file.lines(end)).map((line): AccessLine => {
      time = accessTime(line.text, line.end, time, Date.now());
      end = line.end;
      return { ...line, time: String(time) };
    });
    if (lines.length === 0) break;
    await writeLines(loki, place.name, lines);
    count += lines.length;
    place.end = end;
    place.time = time;
  }
  return count;
};

/** Follows whatever file has the path; a round never loses its place, however it ends. */
const createFollower = (path: string, loki: Loki, stopping: AbortSignal) => {
  let file: LogFile | undefined;
  let place: Place | undefined;
  const forget = async (): Promise<void> => {
    await file?.close();
    file = undefined;
    place = undefined;
  };
  /** Sends all that is there. */
  const round = async (): Promise<number> => {
    let count = 0;
    for (;;) {
      file ??= await openLogFile(path);
      // Before it is read: what is written to it afterwards is written to the other one.
      const isReplaced = await file.isReplaced();
      place ??= await findPlace(file, loki);
      if (place) {
        count += await sendRest(file, place, loki, stopping);
        if ((await file.bytes()) < place.end) {
          const { end } = place;
          await forget();
          throw new Error(`${path} was cut: ${end} bytes of it were sent, and there are fewer now`);
        }
      }
      if (!isReplaced || stopping.aborted) return count;
      await forget();
    }
  };
  return { round, close: forget };
};

const reasonOf = (error: unknown, path: string): string => {
  if (error instanceof LokiError) return `${error.message}; lines wait in ${path}`;
  const { code, message } = error as NodeJS.ErrnoException;
  return code ? `${path} cannot be read (${code})` : message;
};

const follow = async (
  path: string,
  { loki: url, interval, once = false, tls }: FollowOptions,
  io: Io,
): Promise<void> => {
  checkScheme(tls, { loki: url });
  const stopping = new AbortController();
  const follower = createFollower(path, { url, tls }, stopping.signal);
  if (once) {
    try {
      io.stdout(`${await follower.round()} lines of ${path} sent to ${url}\n`);
    } catch (error) {
      io.stderr(`${reasonOf(error, path)}\n`);
      io.exitCode = 1;
    }
    return follower.close();
  }
  const complain = createComplaints(io);
  const stopped = io.untilStopped().then(() => stopping.abort());
  io.stdout(`Following ${path} for ${url}.\n`);
  while (!stopping.signal.aborted) {
    complain(
      await follower.round().then(
        () => '',
        (error) => reasonOf(error, path),
      ),
    );
    await delay(interval * 1_000, undefined, { signal: stopping.signal }).catch(() => {});
  }
  await stopped;
  await follower.close();
};

export const createFollowCommand = (io: Io): Command =>
  new Command('follow')
    .description('write the lines of a log that only grows to the audit trail: who read what')
    .argument('<file>', "the log, such as that of the secured stack's proxy")
    .option(...LOKI)
    .option(...TLS)
    .option('--interval <seconds>', 'between two looks at the file', asSeconds, 1)
    .option('--once', 'send what is there and end')
    .addHelpText('after', NOTES)
    .action((file: string, options: FollowOptions) => follow(file, options, io));
