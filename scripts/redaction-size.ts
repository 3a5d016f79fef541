// Says how large the redaction is that a browser loads, and which file has how much of it: `node scripts/redaction-size.ts`
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleForBrowser } from './build-browser-bundle.ts';

const root = join(import.meta.dirname, '..');

const WITH_RULES =
  "import { createRedactor } from './src/core/redaction/browser.ts'; globalThis.redactor = createRedactor();";

/** The search, the decoding and the reading of URLs, with no rule and no policy. */
const ENGINE =
  "import { createTextRedactor } from './src/core/redaction/text.ts';" +
  "import { redactQuery, redactUrl } from './src/core/redaction/url.ts';" +
  'globalThis.redactor = [createTextRedactor, redactQuery, redactUrl];';

/** What `binnacle/redaction/browser` has. */
const SMALL =
  "import { createSmallRedactor, smallRules } from './src/core/redaction/small/index.ts';" +
  'globalThis.redactor = createSmallRedactor(smallRules);';

const SOURCES = { engine: ENGINE, 'with rules': WITH_RULES, small: SMALL } as const;

export interface RedactionSize {
  readonly gzipBytes: number;
  /** Minified bytes by file, the largest first. */
  readonly files: readonly (readonly [file: string, bytes: number])[];
}

/** Of a bundle, minified by esbuild, `gzip -9`: with all rules, the engine alone, or the small one with its rules. */
export const sizeInBrowser = async (what: keyof typeof SOURCES): Promise<RedactionSize> => {
  const { text, metafile } = await bundleForBrowser(root, SOURCES[what]);
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

if (import.meta.main)
  for (const what of ['engine', 'with rules', 'small'] as const)
    console.log(`${what}:\n${renderSize(await sizeInBrowser(what))}`);
