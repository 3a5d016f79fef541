import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildScriptFiles } from '../../../scripts/build-web-bundle.ts';

/** The texts of the files for a script tag, as they are published. */
export const scriptFiles = async (): Promise<{ script: string; recorder: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-script-'));
  try {
    await buildScriptFiles(join(import.meta.dirname, '../../..'), folder);
    const [script = '', recorder = ''] = await Promise.all(
      ['binnacle-web.js', 'binnacle-replay.js'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    return { script, recorder };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
