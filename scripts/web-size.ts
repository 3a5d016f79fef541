// Says how large real-user monitoring is that a page loads, and which file has how much of it: `node scripts/web-size.ts`
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildScriptFiles, bundlePage } from './build-web-bundle.ts';

const root = join(import.meta.dirname, '..');

export const WEB_SIZES = {
  eager: { module: './src/web/all.ts', goalBytes: 16_000 },
  lazy: { module: './src/web/index.ts', goalBytes: 10_000 },
} as const;

/** Of all of `binnacle/react`, on top of a page that has everything else in one file; React is not counted. */
export const REACT_GOAL_BYTES = 1_500;

export interface WebSize {
  /** Of what the page loads first, minified by esbuild, `gzip -9`, `@opentelemetry/api` included. */
  readonly eagerBytes: number;
  /** Of each chunk that is loaded later. */
  readonly lazy: readonly { readonly name: string; readonly gzipBytes: number }[];
  /** Minified bytes by file of what is loaded first, the largest first. */
  readonly files: readonly (readonly [file: string, bytes: number])[];
}

const gzipBytes = (text: string): number => gzipSync(text, { level: 9 }).length;

const sourceOf = (which: keyof typeof WEB_SIZES): string =>
  `import { start } from '${WEB_SIZES[which].module}'; start({ service: 'shop' });`;

/** What session replay may add to a page: to what it loads first, and the recorder. */
export const REPLAY_SIZES = { loaderBytes: 300, recorderBytes: 24_000 } as const;

export interface ReplaySize {
  readonly loaderBytes: number;
  readonly recorderBytes: number;
}

const isRecorder = ({ files }: { files: readonly (readonly [string, number])[] }): boolean =>
  files.some(([file]) => file.includes('rrweb'));

/** The loader is what a page loads first with session replay and does not without. */
export const replaySize = async (): Promise<ReplaySize> => {
  const outputs = await bundlePage(
    root,
    `import { start } from '${WEB_SIZES.lazy.module}'; import { replay } from './src/web/replay.ts'; start({ service: 'shop', replay: replay() });`,
  );
  const without = await webSize('lazy');
  const sum = (some: typeof outputs): number => some.reduce((bytes, { text }) => bytes + gzipBytes(text), 0);
  return {
    loaderBytes: sum(outputs.filter(({ isEager }) => isEager)) - without.eagerBytes,
    recorderBytes: sum(outputs.filter(isRecorder)),
  };
};

/** Of the files for a script tag: all of real-user monitoring with its attributes and the loader, and the recorder. */
export const SCRIPT_SIZES = { scriptBytes: 17_600, recorderBytes: REPLAY_SIZES.recorderBytes } as const;

/** Bytes of the two files, as they are published. */
export const scriptSize = async (): Promise<Record<keyof typeof SCRIPT_SIZES, number>> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-size-'));
  try {
    await buildScriptFiles(root, folder);
    const [scriptBytes = 0, recorderBytes = 0] = await Promise.all(
      ['binnacle-web.js', 'binnacle-replay.js'].map(async (name) =>
        gzipBytes(await readFile(join(folder, name), 'utf8')),
      ),
    );
    return { scriptBytes, recorderBytes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Of a page that does nothing but start. */
export const webSize = (which: keyof typeof WEB_SIZES): Promise<WebSize> => sizeOf(sourceOf(which));

/** What a page that starts has more of when it hands all that `binnacle/react` exports, or those named, to others. */
export const reactSize = async (names = '*'): Promise<number> => {
  const all = `export ${names} from './src/react/index.ts';`;
  const [without, having] = await Promise.all([sizeOf(sourceOf('eager')), sizeOf(sourceOf('eager') + all)]);
  return having.eagerBytes - without.eagerBytes;
};

const sizeOf = async (source: string): Promise<WebSize> => {
  const outputs = await bundlePage(root, source);
  const eager = outputs.filter(({ isEager }) => isEager);
  return {
    eagerBytes: eager.reduce((sum, { text }) => sum + gzipBytes(text), 0),
    lazy: outputs
      .filter(({ isEager }) => !isEager)
      .map(({ path, text }) => ({
        name: path.replace(/^page\/|-[A-Z0-9]{8}\.js$/g, ''),
        gzipBytes: gzipBytes(text),
      })),
    files: eager.flatMap(({ files }) => files),
  };
};

if (import.meta.main)
  for (const which of ['eager', 'lazy'] as const) {
    const { eagerBytes, lazy, files } = await webSize(which);
    for (const [file, bytes] of files) console.log(`${String(bytes).padStart(7)} ${file}`);
    console.log(`${which}: ${eagerBytes} of ${WEB_SIZES[which].goalBytes} bytes with gzip -9`);
    for (const { name, gzipBytes: bytes } of lazy) console.log(`  later: ${name} ${bytes}`);
  }

if (import.meta.main) {
  const { loaderBytes, recorderBytes } = await replaySize();
  console.log(
    `replay: ${loaderBytes} of ${REPLAY_SIZES.loaderBytes} bytes more at first, the recorder ${recorderBytes} of ${REPLAY_SIZES.recorderBytes}`,
  );
  const script = await scriptSize();
  console.log(
    `script tag: ${script.scriptBytes} of ${SCRIPT_SIZES.scriptBytes} bytes, its recorder ${script.recorderBytes} of ${SCRIPT_SIZES.recorderBytes}`,
  );
}
