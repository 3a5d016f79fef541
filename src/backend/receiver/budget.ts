/** What is wrong with a payload. The message goes back to the sender with status 400. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

/** Deepest AnyValue inside an AnyValue. */
export const MAX_DEPTH = 64;

/** Most values of one request, so that a few megabytes of empty messages cannot fill the heap. */
const MAX_VALUES = 1_000_000;

/** Counts what one request makes the decoder build. */
export class Budget {
  #values = 0;
  readonly #most: number;

  constructor(most = MAX_VALUES) {
    this.#most = most;
  }

  spend(): void {
    this.#values += 1;
    if (this.#values > this.#most) throw new MalformedError(`more than ${this.#most} values in one request`);
  }

  enter(depth: number): void {
    if (depth > MAX_DEPTH)
      throw new MalformedError(`nested too deeply; at most ${MAX_DEPTH} levels of AnyValue`);
    this.spend();
  }
}
