import type { LogRecord } from '../model.ts';
import type { BackendOptions } from '../options.ts';
import type { Counters } from './counters.ts';
import { Ring } from './ring.ts';
import { logBytes } from './size.ts';
import { SourceReferences } from './source-references.ts';

export type LogLimits = Pick<BackendOptions, 'maxLogs' | 'maxLogBytes' | 'logsRetentionMillis'>;

interface StoredLog {
  readonly log: LogRecord;
  readonly bytes: number;
  readonly receivedMillis: number;
}

/** The latest log records. */
export class LogStore {
  readonly #limits: LogLimits;
  readonly #counters: Counters;
  readonly #ring = new Ring<StoredLog>();
  readonly #sources = new SourceReferences();
  #bytes = 0;

  constructor(limits: LogLimits, counters: Counters) {
    this.#limits = limits;
    this.#counters = counters;
  }

  get size(): { records: number; bytes: number } {
    return { records: this.#ring.size, bytes: this.#bytes };
  }

  add(log: LogRecord, nowMillis: number): void {
    const bytes = logBytes(log);
    this.#ring.push({ log, bytes, receivedMillis: nowMillis });
    this.#bytes += bytes + this.#sources.acquire(log.source);
    while (this.#ring.size > this.#limits.maxLogs || this.#bytes > this.#limits.maxLogBytes) {
      this.#shift();
      this.#counters.drop('logs', 'evicted');
    }
  }

  expire(nowMillis: number): void {
    const limit = nowMillis - this.#limits.logsRetentionMillis;
    while ((this.#ring.peek()?.receivedMillis ?? limit) < limit) {
      this.#shift();
      this.#counters.drop('logs', 'expired');
    }
  }

  *newestFirst(): Generator<LogRecord> {
    for (const { log } of this.#ring.newestFirst()) yield log;
  }

  #shift(): void {
    const oldest = this.#ring.shift();
    if (oldest) this.#bytes -= oldest.bytes + this.#sources.release(oldest.log.source);
  }
}
