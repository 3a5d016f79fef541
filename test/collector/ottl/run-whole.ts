import { execFile } from 'node:child_process';

const TIMEOUT_MILLIS = 60_000;
const MAX_BYTES = 64 << 20;

/** All that a command says on standard error, however it ends. */
export const runWhole = (command: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(command, args, { timeout: TIMEOUT_MILLIS, maxBuffer: MAX_BYTES }, (_, __, stderr) =>
      resolve(stderr),
    );
  });
