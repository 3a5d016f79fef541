import { createRequire } from 'node:module';
import type { LoadChunk } from './load-chunk.ts';

// The only module with side effects: `node --import binnacle/register app.js`, or the first import of a program.
// Chunks are loaded by require, at once: what a program imports next must find the hooks in place, and an ES
// module that waits would not hold up its siblings. The bundle is CommonJS, see scripts/build-node-bundle.ts.

const load = createRequire(__filename) as LoadChunk;

const isFalse = (value: string | undefined): boolean => value?.trim().toLowerCase() === 'false';
const isTrue = (value: string | undefined): boolean => value?.trim().toLowerCase() === 'true';

// Read before anything is loaded, so that a service that is switched off pays nothing.
if (!isTrue(process.env.OTEL_SDK_DISABLED) && !isFalse(process.env.APM_ENABLED)) {
  try {
    const { start } = load<typeof import('./start.ts')>('./start.js');
    start({ env: process.env, load, write: (line) => process.stderr.write(line) });
  } catch (error) {
    // Telemetry never takes the application down.
    process.stderr.write(
      `binnacle: did not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}
