/** What is kept of a step that has ended. */
export interface KeptStep {
  readonly step: string;
  readonly millis: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}

/** What is kept of a transaction from its start on. Small, and redacted. */
export interface TransactionRecord {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  readonly slaMillis?: number;
  readonly timeoutMillis: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** A transaction that a store has. */
export interface KeptTransaction {
  readonly record: TransactionRecord;
  /** Since its start, by the clock of the store: those of the processes may differ. */
  readonly ageMillis: number;
  /** It was told as one that is open for too long, or somebody is about to tell it. */
  readonly isOverdue: boolean;
  readonly lastStep: string | undefined;
  readonly steps: readonly KeptStep[];
}

/**
 * Keeps transactions that outlive a process. Every method may reject: then the store is away, and the application goes
 * on without it.
 */
export interface TransactionStore {
  /** As messages call it, such as `Redis`. */
  readonly name: string;
  /** False where it keeps as many as it may. */
  put(record: TransactionRecord): Promise<boolean>;
  get(id: string): Promise<KeptTransaction | undefined>;
  /** A step begins. Does nothing for one that has ended. */
  enterStep(id: string, step: string): Promise<void>;
  /** A step has ended. Does nothing for a transaction that has ended, or after its 128th step. */
  addStep(id: string, step: KeptStep): Promise<void>;
  /** Takes it out. Of several that ask for the same one, one gets it. */
  take(id: string): Promise<KeptTransaction | undefined>;
  /**
   * Those that are open for too long. Each is given out once, and stays until it is taken or forgotten. With
   * `confirmOverdue` it is given out again where nobody has confirmed in time that it was told.
   */
  claimOverdue(limit: number): Promise<readonly KeptTransaction[]>;
  /** They were told, and are not given out again. */
  confirmOverdue?(ids: readonly string[]): Promise<void>;
}

export interface StoreOptions {
  /** Most transactions that are kept at once, those that never end among them; 100,000 unless it is said. */
  readonly maxTransactions?: number;
  /** How long one that is open for too long is kept for a late end, in milliseconds; a day unless it is said. */
  readonly retentionMillis?: number;
  /**
   * When one that a process has claimed as open for too long, and never told, is for another process, in milliseconds; a
   * minute unless it is said.
   */
  readonly claimMillis?: number;
}

export const STORE_DEFAULTS = {
  maxTransactions: 100_000,
  retentionMillis: 86_400_000,
  claimMillis: 60_000,
} as const;

/** Of one transaction. */
export const MAX_KEPT_STEPS = 128;
export const MAX_KEPT_ATTRIBUTES = 32;
/** Longest name, step or value, in UTF-16 units. */
export const MAX_KEPT_TEXT = 256;
