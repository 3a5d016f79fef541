import type { ResolvedSettings } from '../../../core/settings/index.ts';
import * as backend from '../../../node/backend.ts';
import * as configFile from '../../../node/config-file.ts';
import type { LoadChunk } from '../../../node/load-chunk.ts';
import * as redactMessage from '../../../node/redact-message.ts';
import { resolveStart } from '../../../node/resolve-start.ts';
import type { Io } from '../../io.ts';

/** What a start loads only where it is asked for; the command has it at hand. */
const CHUNKS: Readonly<Record<string, unknown>> = {
  './backend.js': backend,
  './config-file.js': configFile,
  './redact-message.js': redactMessage,
};
const load = ((path: string) => CHUNKS[path]) as LoadChunk;

/** The settings that a service would have in the environment of the command. */
export const resolveHere = ({ env }: Io): ResolvedSettings => resolveStart(env, load);
