import { context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { runAside } from './thrown-in.ts';

/**
 * Loads a chunk of this package at once, by its path relative to `dist/node`. Given by the entry point, because
 * only that knows where it lies; a chunk must be there before the module that waits for it goes on.
 */
export type LoadChunk = <T>(path: string) => T;

/** What Binnacle reads while the application works: where the file system is traced, it is none of the application's. */
export const quietly = <T>(read: () => T): T => runAside(suppressTracing(context.active()), read);
