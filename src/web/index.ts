import type { Feature } from './feature.ts';
import { features } from './features.ts';
import type { WebOptions } from './options.ts';
import { startWith, type WebHandle } from './start.ts';

export type { UrlMatch, WebOptions, WebRedactor } from './options.ts';
export type { WebHandle } from './start.ts';

const later: Feature = (web) =>
  web.defer(() => {
    import('./later-features.ts').then(({ laterFeatures }) => laterFeatures(web)).catch(() => {});
  });

/**
 * Starts real-user monitoring of this page. Never throws, and does nothing where the browser lacks what is needed.
 * Vitals and the store are loaded when they are needed; `binnacle/web/all` has them in one file.
 */
export const start = (options?: WebOptions): WebHandle => startWith(options ?? {}, [...features, later]);
