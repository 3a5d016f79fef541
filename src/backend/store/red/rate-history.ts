import { Ring } from '../ring.ts';

const MINUTE_MILLIS = 60_000;
const SECONDS = 60;

/** Minutes of all histories together; 600 bytes each. */
const MAX_MINUTES = 20_000;

interface Minute {
  readonly history: RateHistory;
  readonly index: number;
}

/** What all histories may hold together: the oldest minute goes first. */
export class HistoryBudget {
  readonly #retentionMillis: number;
  readonly #minutes = new Ring<Minute>();

  constructor(retentionMillis: number) {
    this.#retentionMillis = retentionMillis;
  }

  get minutes(): number {
    return this.#minutes.size;
  }

  take(minute: Minute): void {
    this.#minutes.push(minute);
    if (this.#minutes.size > MAX_MINUTES) this.#shift();
  }

  expire(nowMillis: number): void {
    const first = Math.floor((nowMillis - this.#retentionMillis) / MINUTE_MILLIS);
    while ((this.#minutes.peek()?.index ?? first) < first) this.#shift();
  }

  #shift(): void {
    const oldest = this.#minutes.shift();
    oldest?.history.forget(oldest.index);
  }
}

/** How many requests ended in each second. Only minutes with requests take memory. */
export class RateHistory {
  readonly #budget: HistoryBudget;
  readonly #minutes = new Map<number, Float64Array>();

  constructor(budget: HistoryBudget) {
    this.#budget = budget;
  }

  /** Spreads what was counted between two exports evenly over the time between them. */
  add(fromMillis: number, toMillis: number, count: number): void {
    const length = toMillis - fromMillis;
    if (length <= 0) {
      this.#addAt(Math.floor((toMillis - 1) / 1000), count);
      return;
    }
    for (let second = Math.floor(fromMillis / 1000); second * 1000 < toMillis; second += 1) {
      const share = Math.min(toMillis, (second + 1) * 1000) - Math.max(fromMillis, second * 1000);
      this.#addAt(second, (count * share) / length);
    }
  }

  /** Requests in the seconds from `first` up to and without `end`, as seconds since 1970. */
  sum(first: number, end: number): number {
    let sum = 0;
    for (let second = first; second < end; second += 1)
      sum += this.#minutes.get(Math.floor(second / SECONDS))?.[second % SECONDS] ?? 0;
    return sum;
  }

  forget(index: number): void {
    this.#minutes.delete(index);
  }

  #addAt(second: number, count: number): void {
    const index = Math.floor(second / SECONDS);
    let minute = this.#minutes.get(index);
    if (!minute) {
      minute = new Float64Array(SECONDS);
      this.#minutes.set(index, minute);
      this.#budget.take({ history: this, index });
    }
    minute[second % SECONDS] = (minute[second % SECONDS] ?? 0) + count;
  }
}
