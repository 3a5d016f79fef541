// Says how large the redaction is that a browser loads, and which file has how much of it: `node scripts/redaction-size.ts`
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleForBrowser } from './build-browser-bundle.ts';

const root = join(import.meta.dirname, '..');

const USE =
  "import { createRedactor } from './src/core/redaction/browser.ts'; globalThis.redactor = createRedactor();";

export interface RedactionSize {
  readonly gzipBytes: number;
  /** Minified bytes by file, the largest first. */
  readonly files: readonly (readonly [file: string, bytes: number])[];
}

/** Of a bundle that imports createRedactor and uses it: `gzip -9`, minified by esbuild. */
export const sizeInBrowser = async (): Promise<RedactionSize> => {
  const { text, metafile } = await bundleForBrowser(root, USE);
  const files = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([file, { bytesInOutput }]) => [file.replace('src/core/', ''), bytesInOutput] as const)
    .filter(([, bytes]) => bytes > 0)
    .sort(([, one], [, other]) => other - one);
  return { gzipBytes: gzipSync(text, { level: 9 }).length, files };
};

const sum = (files: RedactionSize['files']): number => files.reduce((total, [, bytes]) => total + bytes, 0);

export const renderSize = ({ gzipBytes, files }: RedactionSize): string =>
  [
    ...files.map(([file, bytes]) => `${String(bytes).padStart(7)} ${file}`),
    `${String(sum(files)).padStart(7)} minified, ${gzipBytes} with gzip`,
  ].join('\n');

if (import.meta.main) console.log(renderSize(await sizeInBrowser()));
