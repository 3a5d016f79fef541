import type { Source } from '../model.ts';
import { sourceBytes } from './size.ts';

/** Counts who holds a resource, so that its bytes are charged once, for as long as it is held. */
export class SourceReferences {
  readonly #references = new Map<Source, number>();

  /** Returns the bytes that this adds to memory. */
  acquire(source: Source): number {
    const references = this.#references.get(source) ?? 0;
    this.#references.set(source, references + 1);
    return references === 0 ? sourceBytes(source) : 0;
  }

  /** Returns the bytes that this frees. */
  release(source: Source): number {
    const references = this.#references.get(source) ?? 0;
    if (references > 1) {
      this.#references.set(source, references - 1);
      return 0;
    }
    this.#references.delete(source);
    return sourceBytes(source);
  }
}
