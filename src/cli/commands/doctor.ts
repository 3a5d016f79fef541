import { Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from '../io.ts';
import type { PackageRoot } from '../package-root.ts';
import { createStyle } from '../style.ts';

interface Flags {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly seconds: number;
  readonly send: boolean;
}

/** Longest run of a program that may be asked for, in seconds. */
const MAX_SECONDS = 3_600;

const parseSeconds = (text: string): number => {
  const seconds = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0 && seconds <= MAX_SECONDS) return seconds;
  throw new InvalidArgumentError(`expected a number of seconds, more than 0 and up to ${MAX_SECONDS}.`);
};

const NOTES = `
The program runs as it is, with Binnacle: until it listens on a port and has settled, ends, or the time is over; then
it gets SIGTERM. What it prints goes to standard error. One span, one count and one log record named binnacle.doctor
are sent to where the settings say.

Exit status: 0 no problem, 1 problems, 2 a fault in the command line.

Examples:
  $ binnacle doctor                          the environment and where telemetry goes
  $ binnacle doctor -- node app.js           what is traced in this program, and what is not and why
  $ binnacle doctor --json -- npm start | jq .problems
  $ binnacle doctor --seconds 30 --no-send -- node slow.js
`;

const run = async (command: readonly string[], flags: Flags, io: Io, root: PackageRoot): Promise<void> => {
  // Loaded when it is asked for: the other commands need nothing of the SDK.
  const { examine } = await import('./doctor/examine.ts');
  const { renderResult } = await import('./doctor/render.ts');
  const progress = (line: string): void => io.stderr(`${line}\n`);
  const { seconds, send } = flags;
  const result = await examine({ command, seconds, sends: send }, io, root, progress);
  io.stdout(
    flags.json ? `${JSON.stringify(result)}\n` : renderResult(result, flags.all === true, createStyle(io)),
  );
  io.exitCode = result.ok ? 0 : 1;
};

/** `binnacle doctor`: what is traced, where it goes, and what is in the way. */
export const createDoctorCommand = (io: Io, root: PackageRoot): Command =>
  new Command('doctor')
    .description('find out what is traced, where telemetry goes, and what is in the way')
    .argument('[command...]', 'the program to look into, after --')
    .option('--json', 'print the result as one line of JSON')
    .option('--all', 'show the settings that have their defaults, too')
    .addOption(
      new Option('--seconds <n>', 'longest time that the program runs').argParser(parseSeconds).default(10),
    )
    .option('--no-send', 'send no test export')
    .addHelpText('after', NOTES)
    .action((command: string[], flags: Flags) => run(command, flags, io, root));
