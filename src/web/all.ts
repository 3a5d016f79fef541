import { features } from './features.ts';
import { laterFeatures } from './later-features.ts';
import type { WebOptions } from './options.ts';
import { startWith, type WebHandle } from './start.ts';

export type { UrlMatch, WebOptions, WebRedactor } from './options.ts';
export type { WebHandle } from './start.ts';

/** The same as of `binnacle/web`, with nothing loaded later but the store where it is asked for. */
export const start = (options?: WebOptions): WebHandle =>
  startWith(options ?? {}, [...features, (web) => web.defer(() => laterFeatures(web))]);
