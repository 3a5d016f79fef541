// web-vitals listens and observes from the moment that it is loaded until the page is gone. Here it does so from each
// start on, by what `stop` ends. It is also built without the options that nobody sets.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

const WATCHING = join(import.meta.dirname, '../src/web/instrumentations/vitals-watching.ts');

/** Options of the library that are not used, as arguments too. */
const UNSET_ARGUMENT = /, (?:opts\.)?reportAllChanges(?=\))/g;
const UNSET =
  /\bopts\.(?:reportAllChanges|generateTarget|includeProcessedEventEntries|resourceBufferSize|durationThreshold)\b/g;

/** Objects of an attribution, of which nothing is sent, and what is not known yet. */
const UNSENT =
  /^ +(?:attribution\.lcp(?:Resource)?Entry = \w+;|largestShift(?:Source|Entry): \w+,|\w+: undefined,|(?:fcp|navigation)Entry,|navigationEntry: \w+,|processedEventEntries: [\w[\]]+,|longAnimationFrameEntries: \[\],)$/gm;

/** What a listener is to be, which is the same for all. */
const CAPTURE = /, (?:true|\{\s*capture: true,?\s*\})\);/g;

/** By file of the library. */
const EDITS: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  'attribution/onLCP.js': [
    // As it is loaded.
    ["observe(['resource'], ", "const observeResources = () => observe(['resource'], "],
    ['const lcpTargetMap = ', 'observeResources(); const lcpTargetMap = '],
  ],
  'attribution/onINP.js': [
    // The longest script is an object.
    ['if (intersectingScriptDuration > longestScriptDuration) {', 'if (false) {'],
    ['if (longestScriptEntry && longestScriptSubpart) {', 'if (false) {'],
    [
      'const processedEventEntries = group.entries.sort((a, b) => {',
      'if (false) group.entries.sort((a, b) => {',
    ],
  ],
  'lib/bindReporter.js': [['forceReport || reportAllChanges', 'forceReport']],
  // Listeners are removed by the stop.
  'onLCP.js': [
    [
      `for (const type of finalizeEventTypes) {
                                    removeEventListener(type, finalizeLCP, { capture: true });
                                }`,
      '',
    ],
  ],
  'lib/getVisibilityWatcher.js': [
    ["removeEventListener('prerenderingchange', onVisibilityUpdate, true);", ''],
    // What is there once for a page is there once for a start.
    [
      'if (firstHiddenTime < 0) {',
      'if (firstHiddenTime < 0) { watching.onStop(() => { firstHiddenTime = -1; onHiddenFunctions.clear(); });',
    ],
  ],
  'lib/polyfills/interactionCountPolyfill.js': [
    ["'interactionCount' in performance || po", "'interactionCount' in performance"],
  ],
  // They are wanted.
  'lib/softNavs.js': [
    [
      ` &&
        opts &&
        opts.reportSoftNavs`,
      '',
    ],
  ],
  'lib/observe.js': [['return po;', 'return watching.onStop(() => po.disconnect()), po;']],
};

/** It listens until the browser is idle, a second at most, and ends by itself. */
const ENDS_ITSELF = 'lib/whenIdleOrHidden.js';

/** The source of a file of the library as it is built. Throws where it is not as it was. */
export const stoppableOf = (file: string, source: string): string => {
  let text = source
    .replace(UNSET_ARGUMENT, '')
    .replace(UNSET, 'undefined')
    .replace(UNSENT, '')
    .replace(/\b_(?=[a-z])/g, 'vitals_');
  for (const [from, to] of EDITS[file] ?? []) {
    if (text.split(from).length !== 2)
      throw new Error(`web-vitals: expected "${from}" once in ${file}; see scripts/stoppable-web-vitals.ts`);
    text = text.replace(from, () => to);
  }
  if (file !== ENDS_ITSELF && text.includes('addEventListener('))
    text = text.replaceAll(/\baddEventListener\(/g, 'watching.on(').replace(CAPTURE, ');');
  return `import { watching } from ${JSON.stringify(WATCHING)};\n${text}`;
};

export const stoppableWebVitals: Plugin = {
  name: 'stoppable-web-vitals',
  setup: ({ onLoad, onResolve, resolve }) => {
    onResolve({ filter: /^web-vitals\/attribution$/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData) return undefined;
      const { path: published } = await resolve(path, { ...from, pluginData: true });
      return { path: join(dirname(published), 'modules/attribution/index.js') };
    });
    onLoad({ filter: /[\\/]web-vitals[\\/]dist[\\/]modules[\\/].*\.js$/ }, async ({ path }) => {
      const file = path.split(/[\\/]web-vitals[\\/]dist[\\/]modules[\\/]/)[1]?.replaceAll('\\', '/') ?? '';
      return { contents: stoppableOf(file, await readFile(path, 'utf8')), loader: 'js' };
    });
  },
};
