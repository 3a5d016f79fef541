import type { ProcessIdentity } from './process-identity.ts';

// What a process says of itself while it runs, for the case that it ends without a word: four blocks of JSON of fixed
// size, each written at once over the one before; the last by the process that had started it.

/** What the process says. */
export interface ProcessState extends ProcessIdentity {
  readonly service: string;
  readonly release: string;
  readonly startedMillis: number;
  /** Its last sign of life. */
  readonly seenMillis: number;
  /** In bytes, of the JavaScript heap. */
  readonly heapUsed: number;
  readonly heapLimit: number;
  /** In bytes, of the process, and what the system lets it have; 0 without a limit. */
  readonly rss: number;
  readonly memoryLimit: number;
  /** Where Node writes a diagnostic report, if it does: a file of its own, or a folder. */
  readonly reportFile?: string;
  readonly reportFolder?: string;
  /** What asked it to end. */
  readonly askedBy?: string;
  /** Where `process.abort` was called. */
  readonly abortStack?: string;
}

/** What the thread that watches the event loop says. */
export interface BlockedState {
  readonly sinceMillis: number;
  readonly seenMillis: number;
  readonly stack?: string;
  readonly route?: string;
  readonly method?: string;
}

/** What that thread sees of the memory while the event loop does not turn. */
export interface MemoryState {
  readonly seenMillis: number;
  /** In bytes, of the process. */
  readonly rss: number;
}

/** What is known by who started it. */
export interface ExitState {
  readonly signal: string;
}

export interface LeftState {
  readonly process: ProcessState;
  /** Undefined where the event loop has always turned, or nobody watched. */
  readonly memory?: MemoryState | undefined;
  /** Undefined where the event loop turned. */
  readonly blocked: BlockedState | undefined;
  /** Undefined where nobody has told what ended it. */
  readonly exit?: ExitState | undefined;
}

const STATE_BYTES = 4_096;
export const BLOCKED_OFFSET = STATE_BYTES;
const BLOCKED_BYTES = 12_288;
export const MEMORY_OFFSET = BLOCKED_OFFSET + BLOCKED_BYTES;
const MEMORY_BYTES = 128;
export const EXIT_OFFSET = MEMORY_OFFSET + MEMORY_BYTES;
const EXIT_BYTES = 64;
/** A file that is larger is somebody else's. */
export const MAX_FILE_BYTES = EXIT_OFFSET + EXIT_BYTES;

/** Left out, in this order, where a block is too small for all. */
const DISPENSABLE = ['stack', 'abortStack', 'reportFolder', 'release'] as const;

/** In UTF-16 units. */
const MAX_TEXT_LENGTH = 256;
const MAX_STACK_LENGTH = 2_500;
export const MAX_BLOCKED_STACK_LENGTH = 8_000;

export const clip = (text: string): string => text.slice(0, MAX_TEXT_LENGTH);
export const clipStack = (text: string): string => text.slice(0, MAX_STACK_LENGTH);

const encodeBlock = (value: object, bytes: number): Buffer => {
  const rest: Record<string, unknown> = { ...value };
  let json = JSON.stringify(rest);
  for (const key of DISPENSABLE) {
    if (Buffer.byteLength(json) < bytes) break;
    delete rest[key];
    json = JSON.stringify(rest);
  }
  const block = Buffer.alloc(bytes, ' ');
  block.write(json, 0);
  block.write('\n', bytes - 1);
  return block;
};

export const encodeState = (state: ProcessState): Buffer => encodeBlock(state, STATE_BYTES);

/** @param blocked undefined where the event loop turns again */
export const encodeBlocked = (blocked: BlockedState | undefined): Buffer =>
  encodeBlock(blocked ?? {}, BLOCKED_BYTES);

export const encodeMemory = (memory: MemoryState): Buffer => encodeBlock(memory, MEMORY_BYTES);

export const encodeExit = (exit: ExitState): Buffer => encodeBlock(exit, EXIT_BYTES);

type Kinds = Readonly<Record<string, 'string' | 'number'>>;

const STATE_KINDS: Kinds = {
  place: 'string',
  host: 'string',
  bootId: 'string',
  pid: 'number',
  start: 'string',
  service: 'string',
  release: 'string',
  startedMillis: 'number',
  seenMillis: 'number',
  heapUsed: 'number',
  heapLimit: 'number',
  rss: 'number',
  memoryLimit: 'number',
};
const OPTIONAL_STATE_KINDS: Kinds = {
  reportFile: 'string',
  reportFolder: 'string',
  askedBy: 'string',
  abortStack: 'string',
};
const BLOCKED_KINDS: Kinds = { sinceMillis: 'number', seenMillis: 'number' };
const MEMORY_KINDS: Kinds = { seenMillis: 'number', rss: 'number' };
const EXIT_KINDS: Kinds = { signal: 'string' };
const OPTIONAL_BLOCKED_KINDS: Kinds = { stack: 'string', route: 'string', method: 'string' };

/** Only what is known, and of the kind that it should be; undefined where something is missing. */
const decodeBlock = (block: Buffer, required: Kinds, more: Kinds): Record<string, unknown> | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(block.toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Record<string, unknown>;
  const isOf = ([key, kind]: [string, string]): boolean =>
    typeof given[key] === kind && (kind === 'string' || Number.isFinite(given[key]));
  if (!Object.entries(required).every(isOf)) return undefined;
  // A release may have been left out of a block that was too small.
  return Object.fromEntries(
    [...Object.entries(required), ...Object.entries(more)].filter(isOf).map(([key]) => [key, given[key]]),
  );
};

/** Undefined where no process of this kind wrote it, or it is damaged. */
export const decodeState = (content: Buffer): LeftState | undefined => {
  if (content.length < STATE_BYTES || content.length > MAX_FILE_BYTES) return undefined;
  const { release: _, ...required } = STATE_KINDS;
  const kinds = { ...OPTIONAL_STATE_KINDS, release: 'string' } as const;
  const state = decodeBlock(content.subarray(0, STATE_BYTES), required, kinds);
  if (!state) return undefined;
  const blocked = decodeBlock(
    content.subarray(BLOCKED_OFFSET, MEMORY_OFFSET),
    BLOCKED_KINDS,
    OPTIONAL_BLOCKED_KINDS,
  );
  const memory = decodeBlock(content.subarray(MEMORY_OFFSET, EXIT_OFFSET), MEMORY_KINDS, {});
  const exit = decodeBlock(content.subarray(EXIT_OFFSET), EXIT_KINDS, {});
  return {
    process: { release: '', ...state } as unknown as ProcessState,
    blocked: blocked as BlockedState | undefined,
    memory: memory as MemoryState | undefined,
    exit: exit as ExitState | undefined,
  };
};
