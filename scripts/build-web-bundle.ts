// Bundles real-user monitoring: as modules for bundlers, and for a script tag.
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, transform } from 'esbuild';
import { rrwebRecorder } from './rrweb-recorder.ts';
import { stoppableWebVitals } from './stoppable-web-vitals.ts';

/** Names of properties that no other code sees, written short. All chunks come from one build, so they agree. */
const INTERNAL_NAMES = [
  'activities|breadcrumb|clock|delivery|dropped|droppedAttributes|droppedEvents|fallbackParent|features|frustrations',
  'hold|inactivityMillis|isCandidate|isError|isIgnored|isKept|isLong|isSampled|isVisible|maxAgeMillis|observed|onEnd',
  'onStart|onStop|allows|last|span|view|tracer|loadMillis|severity|errors|actions|traceparent|session|storage|begin|retry|drop|user|patch|json|scope|clean|event|exception|options|parent|resource|take|time|undo',
  // Of web-vitals: its option, and what of an attribution is no number and no text, which is left out.
  'reportSoftNavs|processedEventEntries',
  'longAnimationFrameEntries|navigationEntry|firstHiddenTime|isStopped|resourceBufferSize|lcpEntry|fcpEntry',
  'attribution|navigationURL|rating|onHidden|navigationInteractionId|navigationStartTime|lcpResourceEntry|largestShiftEntry|largestShiftSource|longestScript|intersectingDuration|subpart|defer',
].join('|');

const PLAIN = {
  bundle: true,
  minify: true,
  platform: 'browser',
  target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  plugins: [rrwebRecorder, stoppableWebVitals],
} satisfies BuildOptions & { metafile: true };

/** `vitals_`: what web-vitals itself has for nobody else. */
const OPTIONS = {
  ...PLAIN,
  mangleProps: new RegExp(`^(?:${INTERNAL_NAMES})$|^vitals_`),
} satisfies BuildOptions;

/** Of `binnacle/web` with its parts and `binnacle/react`, which share what is running. */
const MODULES = [
  'src/web/index.ts',
  'src/web/all.ts',
  'src/web/fingerprint.ts',
  'src/web/replay.ts',
  'src/react/index.ts',
];

/** What a page has a copy of already. */
const EXTERNAL = ['@opentelemetry/api', 'react'];

/** Of `binnacle/web/otel`, whose objects the official SDK sees: no name of a property may change. */
export const OTEL_SETTINGS = {
  ...PLAIN,
  entryPoints: ['src/web/otel/index.ts'],
  outfile: 'dist/web/otel/index.js',
  format: 'esm',
  external: ['@opentelemetry/api'],
} as const satisfies BuildOptions;

/** Of the two files for a script tag: the script, and the recorder that it loads as a module. */
const SCRIPT_FILES = {
  'binnacle-web': 'src/web/script.ts',
  'binnacle-replay': 'src/web/script-replay.ts',
} as const;

/** Builds the files for a script tag into `directory`. */
export const buildScriptFiles = async (root: string, directory: string): Promise<Metafile[]> => {
  const settings = { ...OPTIONS, absWorkingDir: root, outdir: directory };
  // Each is built alone, so the short names are made up first, for both.
  const { mangleCache = {} } = await build({
    ...settings,
    entryPoints: SCRIPT_FILES,
    format: 'esm',
    mangleCache: {},
    write: false,
  });
  const built = (name: keyof typeof SCRIPT_FILES, format: 'iife' | 'esm') =>
    build({ ...settings, entryPoints: { [name]: SCRIPT_FILES[name] }, format, mangleCache });
  const [script, recorder] = await Promise.all([
    built('binnacle-web', 'iife'),
    built('binnacle-replay', 'esm'),
  ]);
  return [script.metafile, recorder.metafile];
};

/** Builds the modules into `directory`, as `web` and `react`; the answer tells what went into them. */
export const buildWebModules = async (root: string, directory: string): Promise<Metafile> => {
  const { metafile } = await build({
    ...OPTIONS,
    absWorkingDir: root,
    entryPoints: MODULES,
    outdir: directory,
    outbase: 'src',
    chunkNames: 'web/chunks/[name]-[hash]',
    splitting: true,
    format: 'esm',
    external: EXTERNAL,
  });
  return metafile;
};

/** Builds `dist/web` and `dist/react`; the answer tells what went into it. */
export const buildWebBundle = async (root: string): Promise<Metafile[]> => {
  const modules = await buildWebModules(root, join(root, 'dist'));
  const otel = await build({ ...OTEL_SETTINGS, absWorkingDir: root });
  const script = await buildScriptFiles(root, join(root, 'dist/web'));
  return [modules, otel.metafile, ...script];
};

export interface WebOutput {
  readonly path: string;
  readonly text: string;
  /** Whether the page loads it before it runs. */
  readonly isEager: boolean;
  /** Minified bytes by file, the largest first. */
  readonly files: readonly (readonly [file: string, bytes: number])[];
}

/** What a page would load whose program is `source`, a module in the root folder. */
export const bundlePage = async (root: string, source: string): Promise<WebOutput[]> => {
  const { metafile, outputFiles } = await build({
    ...OPTIONS,
    absWorkingDir: root,
    stdin: { contents: source, resolveDir: root, sourcefile: 'page.js' },
    outdir: 'page',
    splitting: true,
    format: 'esm',
    external: ['react'],
    write: false,
  });
  const outputs = Object.entries(metafile.outputs);
  const entry = outputs.find(([, { entryPoint }]) => entryPoint === 'page.js');
  const eager = new Set<string>();
  const visit = (path: string): void => {
    if (eager.has(path)) return;
    eager.add(path);
    for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
      if (kind === 'import-statement') visit(next);
  };
  if (entry) visit(entry[0]);
  /** A page’s own bundler minifies once more what is in the package, which is minified already. */
  const minified = async (path: string): Promise<string> => {
    const text = outputFiles.find((file) => file.path.endsWith(path))?.text ?? '';
    return (await transform(text, { minify: true, format: 'esm', target: PLAIN.target })).code;
  };
  const written = outputs.map(async ([path, { inputs }]) => ({
    path,
    text: await minified(path),
    isEager: eager.has(path),
    files: Object.entries(inputs)
      .map(([file, { bytesInOutput }]) => [file, bytesInOutput] as const)
      .filter(([, bytes]) => bytes > 0)
      .sort(([, one], [, other]) => other - one),
  }));
  return Promise.all(written);
};
