import type { Fill } from './cache.ts';
import type { Release } from './versions.ts';

/** How one release is built from Go modules. */
export interface Build {
  readonly release: Release;
  /** What else than the release determines the binaries. */
  readonly inputs?: () => Promise<string>;
  readonly compile: Fill;
}
