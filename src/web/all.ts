import { createStore } from './delivery/store.ts';
import { features } from './features.ts';
import { vitals } from './instrumentations/vitals.ts';
import type { WebOptions } from './options.ts';
import { startWith, type WebHandle } from './start.ts';

export type { UrlMatch, WebOptions, WebRedactor } from './options.ts';
export type { WebHandle } from './start.ts';

/** The same as of `binnacle/web`, with nothing loaded later. */
export const start = (options: WebOptions = {}): WebHandle =>
  startWith(options, { features: [...features, vitals], store: async () => createStore() });
