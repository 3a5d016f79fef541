import { parseArgs } from 'node:util';

export const HELP = `npm start [-- options]

Runs the embedded backend and the examples, sends them traffic, and shows what the backend counts. Ctrl-C ends it.

  --duration <seconds>  end after so long
  --json                print lines of JSON: first the URLs and process ids, then what was counted
  --help                print this

Settings of the backend come from the environment (BINNACLE_UP_PORT and others). With DATABASE_URL, the examples use
that PostgreSQL instead of one in memory.
`;

export interface StartOptions {
  readonly help: boolean;
  readonly json: boolean;
  readonly durationSeconds: number | undefined;
}

/** Throws with one message that says what is accepted. */
export const parseOptions = (args: readonly string[]): StartOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      duration: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const durationSeconds = values.duration === undefined ? undefined : Number(values.duration);
  if (durationSeconds !== undefined && !(durationSeconds > 0 && durationSeconds <= 86_400))
    throw new Error(
      `--duration: "${values.duration}" is not accepted; expected seconds, more than 0, up to 86400`,
    );
  return { help: values.help, json: values.json, durationSeconds };
};
