import { callShape } from '../../src/core/insight/call-shape.ts';
import type { Operation } from '../../src/core/insight/operation.ts';
import { pick } from '../../test/core/random.ts';

type Random = () => number;

/** What one operation of a made request is like; times in milliseconds. */
interface Asked {
  readonly statement: string;
  readonly given?: string;
  readonly values?: number;
  readonly site?: string;
  readonly parent?: string;
  readonly millis: number;
  readonly hasFailed?: boolean;
  readonly rows?: number;
}

/** A call of another service. */
interface Called extends Omit<Asked, 'statement' | 'given' | 'rows'> {
  readonly method?: string;
  readonly host: string;
  readonly path: string;
}

/** Puts operations one after the other on a clock of its own. */
export class RequestBuilder {
  readonly operations: Operation[] = [];
  readonly random: Random;
  #now = 0;

  constructor(random: Random) {
    this.random = random;
  }

  between(low: number, high: number): number {
    return low + this.random() * (high - low);
  }

  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  pick<T>(from: readonly T[]): T {
    return pick(from, this.random);
  }

  wait(millis: number): void {
    this.#now += millis;
  }

  ask(
    { statement, given = statement, values, site, parent, millis, hasFailed = false, rows }: Asked,
    at = this.#now,
  ): number {
    const end = at + millis;
    this.operations.push({
      system: 'postgresql',
      statement,
      given,
      ...(values !== undefined && { values }),
      summary: statement.split(' ').slice(0, 4).join(' '),
      startMillis: at,
      endMillis: end,
      hasFailed,
      ...(rows !== undefined && { rows }),
      ...(parent !== undefined && { parent }),
      ...(site !== undefined && { site: { place: site, packages: [] } }),
    });
    return end;
  }

  /** The next begins when this has ended, and a little later. */
  askNext(asked: Asked): void {
    this.#now = this.ask(asked) + this.between(0.05, 4);
  }

  call({ method = 'GET', host, path, site, millis, hasFailed = false }: Called, at = this.#now): number {
    const end = at + millis;
    this.operations.push({
      system: 'http',
      statement: `${method} ${host}${callShape(path)}`,
      given: `${method} ${host}${path}`,
      summary: `${method} ${host}`,
      startMillis: at,
      endMillis: end,
      hasFailed,
      ...(site !== undefined && { site: { place: site, packages: [] } }),
    });
    return end;
  }

  /** The next begins when this has ended, and a little later. */
  callNext(called: Called): void {
    this.#now = this.call(called) + this.between(0.05, 4);
  }

  callTogether(all: readonly Called[]): void {
    const start = this.#now;
    this.#now = Math.max(...all.map((called, index) => this.call(called, start + index * 0.05)));
  }

  get now(): number {
    return this.#now;
  }

  /** All at once, or at most so many at a time. */
  askTogether(all: readonly Asked[]): void {
    const start = this.#now;
    this.#now = Math.max(...all.map((asked, index) => this.ask(asked, start + index * 0.05)));
  }
}
