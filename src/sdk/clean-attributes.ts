import type { Attributes } from '@opentelemetry/api';

/** Returns what may be measured with; undefined where nothing of it can be. */
export type CleanAttributes = (attributes: unknown) => Attributes | undefined;

/** Where an instrument keeps what it makes of attributes, for those who look for what they were summed up under. */
export const CLEAN_ATTRIBUTES = Symbol('binnacle.clean-attributes');

export interface Cleaning {
  readonly [CLEAN_ATTRIBUTES]?: CleanAttributes;
}
