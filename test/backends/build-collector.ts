import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Build } from './build.ts';
import { compileCollector, type Manifest } from './compile-collector.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.collector;
const MANIFEST = fileURLToPath(new URL('../../collector/manifest.yaml', import.meta.url));

const readManifest = async (): Promise<Manifest> => parse(await readFile(MANIFEST, 'utf8'));

export const build: Build = {
  release,
  inputs: async () => JSON.stringify(await readManifest()),
  compile: async (folders) => compileCollector(release, await readManifest(), folders),
};
