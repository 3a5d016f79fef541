/** The result of another program. */
export interface RunResult {
  readonly ok: boolean;
  /** What it printed, standard output and standard error. */
  readonly output: string;
}

export interface RunOptions {
  /** Milliseconds until it is stopped, which is not ok. */
  readonly timeoutMillis?: number;
  /** It prints to the terminal of this process; `output` stays empty. */
  readonly show?: boolean;
  /** Where it runs; here otherwise. */
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a program ended. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started. */
  readonly error?: string;
}

/** A program that runs while the command goes on. */
export interface StartedProgram {
  readonly pid: number | undefined;
  readonly ended: Promise<ProgramEnd>;
  kill(signal: NodeJS.Signals): void;
}

/** Questions to somebody at a terminal. */
export interface Questions {
  /** Undefined where there will be no more answers: the end of the input, or Ctrl-C. */
  ask(text: string): Promise<string | undefined>;
  close(): void;
}

/** What a command has of the world outside. A test passes its own, so that it needs no process. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard output is a terminal. */
  readonly isTTY: boolean;
  /** Undefined where nobody can answer: standard input or standard error is no terminal. */
  questions?(): Questions;
  /** 0 success, 1 failure, 2 a fault in the command line or in a file that it names. */
  exitCode: number;
  /** Resolves when somebody asks the process to stop: SIGINT or SIGTERM. */
  untilStopped(): Promise<void>;
  /** `-` is standard input. Throws where the file cannot be read. */
  readFile(path: string): string;
  /** Makes folders that are missing. Throws where the file cannot be written. */
  writeFile(path: string, text: string): void;
  /** Names of what is in a folder, sorted; none where there is no such folder. Throws where it cannot be read. */
  listFolder(path: string): readonly string[];
  /** Throws where the file cannot be removed. */
  removeFile(path: string): void;
  /** As `readFile`, in bytes. */
  readBytes(path: string): Buffer;
  /** Standard input as it arrives, of any size. Without it, and of a folder, `readBytes` has all of it, or says why not. */
  openInput?(): AsyncIterable<Buffer> | undefined;
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Starts a program with an environment of its own; what it prints goes to `write`, or to `stderr`. */
  start(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
    write?: (text: string) => void,
  ): StartedProgram;
}

/** A fault of the user, said in one message, with exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
