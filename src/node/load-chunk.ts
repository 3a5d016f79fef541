/**
 * Loads a chunk of this package at once, by its path relative to `dist/node`. Given by the entry point, because
 * only that knows where it lies; a chunk must be there before the module that waits for it goes on.
 */
export type LoadChunk = <T>(path: string) => T;
