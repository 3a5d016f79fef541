// The recorder of rrweb without what this package does not use: its replayer, its CSS parser, canvases, workers and
// frames of other origins. The published module is one file that keeps all of it, because parts run as they load.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Parts of the published file, by the comment that stands before each. */
const KEPT = [
  '\\0rolldown/runtime.js',
  '../rrweb-snapshot/dist/rrweb-snapshot.js',
  '../utils/dist/utils.js',
  'src/utils.ts',
  '../types/dist/types.js',
  'src/record/mutation.ts',
  'src/record/error-handler.ts',
  'src/record/observer.ts',
  'src/record/iframe-manager.ts',
  'src/record/shadow-dom-manager.ts',
  'src/record/stylesheet-manager.ts',
  'src/record/processed-node-manager.ts',
  'src/record/index.ts',
] as const;

/** What stands in for parts that are left out. */
const STANDINS = `
class CanvasManager { reset() {} freeze() {} unfreeze() {} lock() {} unlock() {} }
class CrossOriginIframeMirror { reset() {} }
class BaseRRNode {}
export { record };
`;

/** Statements that do nothing for a recorder, but that no bundler can take out. */
const CUTS: readonly (readonly [what: string, from: RegExp, to: RegExp])[] = [
  ['the CSS parser', /^var require_picocolors_browser\$1 = /m, /^import_postcss\$1\.default\.Node;$/m],
  ['the replacement of Array.from', /^try {\n\tif \(Array\.from\(\[1\]/m, /^}$/m],
];

/** What the recorder would do to a page, and is not to. */
const EDITS: readonly (readonly [from: string, to: string])[] = [
  // A strict policy reports a style attribute, even of a document that nobody sees, but not the object model.
  ['old.setAttribute("style", m.oldValue)', 'old.style.cssText = m.oldValue'],
  // These two it leaves in the page when it stops.
  [
    'win.CSSStyleSheet.prototype.addRule = function',
    'const { addRule, removeRule } = win.CSSStyleSheet.prototype;\n\twin.CSSStyleSheet.prototype.addRule = function',
  ],
  [
    'win.CSSStyleSheet.prototype.insertRule = insertRule;',
    'Object.assign(win.CSSStyleSheet.prototype, { insertRule, addRule, removeRule });',
  ],
];

const sectionsOf = (text: string): Map<string, string> => {
  const parts = text.split(/^\/\/(?:#region)? ?((?:\\0|\.\.?\/|src\/)\S+)$/m);
  const sections = new Map<string, string>();
  for (let at = 1; at < parts.length; at += 2)
    sections.set(parts[at] as string, (sections.get(parts[at] as string) ?? '') + parts[at + 1]);
  return sections;
};

/** The recorder alone, as a module. Throws where the published file is not as it was. */
export const recorderOf = (text: string): string => {
  const sections = sectionsOf(text);
  let code = KEPT.map((name) => {
    const section = sections.get(name);
    if (section === undefined)
      throw new Error(`rrweb: there is no part "${name}" any more; see scripts/rrweb-recorder.ts`);
    return section;
  }).join('\n');
  for (const [what, from, to] of CUTS) {
    const start = code.search(from);
    const end = start < 0 ? -1 : code.slice(start).search(to);
    if (end < 0) throw new Error(`rrweb: ${what} was not found; see scripts/rrweb-recorder.ts`);
    const length = to.exec(code.slice(start))?.[0].length ?? 0;
    code = code.slice(0, start) + code.slice(start + end + length);
  }
  for (const [from, to] of EDITS) {
    if (code.split(from).length !== 2)
      throw new Error(`rrweb: expected "${from}" once; see scripts/rrweb-recorder.ts`);
    code = code.replace(from, to);
  }
  return code + STANDINS;
};

/** Loads `rrweb` as the recorder alone. */
export const rrwebRecorder: Plugin = {
  name: 'rrweb-recorder',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]rrweb[\\/]dist[\\/]rrweb\.js$/ }, async ({ path }) => ({
      contents: recorderOf(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};
