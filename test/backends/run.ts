import { execFile } from 'node:child_process';

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeoutMillis?: number;
}

export const lastLines = (text: string, count: number): string =>
  text.trimEnd().split('\n').slice(-count).join('\n');

/** Runs a command to its end and returns what it printed; an error shows the last lines of that. */
export const run = (command: string, args: readonly string[], options: RunOptions = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const { cwd, env, timeoutMillis: timeout = 0 } = options;
    const settings = { cwd, timeout, env: { ...process.env, ...env }, maxBuffer: 64 * 2 ** 20 };
    execFile(command, args, settings, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const shown = lastLines(stderr || stdout || error.message, 15);
      reject(new Error(`${command} ${args.join(' ')}: ${shown}`, { cause: error }));
    });
  });

/** True where a command exists and says yes. */
export const succeeds = (command: string, args: readonly string[], options?: RunOptions): Promise<boolean> =>
  run(command, args, options).then(
    () => true,
    () => false,
  );
