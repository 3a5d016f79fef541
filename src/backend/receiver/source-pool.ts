import { createHash } from 'node:crypto';
import type { Source } from '../model.ts';

const MAX_SOURCES = 256;
/** A larger resource is not worth keeping for a request that may not come. */
const MAX_JSON_LENGTH = 16_384;

/** Gives equal resources of different requests one object, so that each span does not hold its own. */
export class SourcePool {
  readonly #sources = new Map<string, Source>();

  share(source: Source): Source {
    const json = JSON.stringify(source);
    if (json.length > MAX_JSON_LENGTH) return source;
    const key = createHash('sha256').update(json).digest('base64');
    const shared = this.#sources.get(key) ?? source;
    this.#sources.delete(key);
    this.#sources.set(key, shared);
    const oldest = this.#sources.size > MAX_SOURCES ? this.#sources.keys().next().value : undefined;
    if (oldest !== undefined) this.#sources.delete(oldest);
    return shared;
  }
}
