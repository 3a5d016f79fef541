import type { Context } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import { RequestState } from '../http/request-state.ts';
import { quietly } from '../load-chunk.ts';
import { databaseInsight } from './database-insight.ts';

/** Is called when a call has ended. */
export type NoteCall = (hasFailed: boolean) => void;

let chunk: typeof import('./note-call.ts') | undefined;

/**
 * A call of another service begins. Undefined where nobody looks at what is asked; what looks is loaded with the first
 * call that a request makes.
 */
export const noteCallIn = (
  context: Context,
  method: string,
  host: string,
  path: string,
): NoteCall | undefined => {
  const insight = databaseInsight();
  if (!insight || !(getRPCMetadata(context) instanceof RequestState)) return undefined;
  chunk ??= quietly(() => insight.load<typeof import('./note-call.ts')>('./insight/note-call.js'));
  return chunk.noteCall(context, { method, host, path });
};
