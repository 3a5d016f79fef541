// Writes the notices of the packages whose code is in the bundles.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i;

/** Packages whose published file has code of others in it. */
const CONTAINED: Readonly<Record<string, readonly string[]>> = {
  rrweb: ['@xstate/fsm', 'base64-arraybuffer', 'mitt', 'nanoid', 'picocolors', 'postcss'],
};

/** Packages whose files are changed as they are bundled, by the scripts named here; Apache-2.0 asks to say so. */
const CHANGED: Readonly<Record<string, string>> = {
  rrweb: 'scripts/rrweb-recorder.ts',
  'web-vitals': 'scripts/stoppable-web-vitals.ts',
};

/** Who holds the rights of packages under the MIT licence that are published without its text. */
const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  // The second is of the forked polyfill in it: https://github.com/iamdustan/smoothscroll
  rrweb: [
    '2018 Contributors (https://github.com/rrweb-io/rrweb/graphs/contributors) and SmartX Inc.',
    '2013 Dustan Kasten',
  ],
};

/** https://opensource.org/license/mit */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** The folders of the packages that left bytes in an output. */
const bundledFolders = (metafiles: readonly Metafile[]): readonly string[] => {
  const folders = new Set<string>();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = PACKAGE_FOLDER.exec(path)?.[0];
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return [...folders];
};

const licenceFilesOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());

const textsOf = (folder: string, name: string): readonly string[] => {
  const holders = HOLDERS[name]?.map((holder) => `Copyright (c) ${holder}`);
  return holders ? [`MIT License\n\n${holders.join('\n')}\n\n${MIT}`] : licenceFilesOf(folder);
};

/** Markdown: a list of the packages, then each licence text once with those that use it. */
export const renderNotices = (root: string, metafiles: readonly Metafile[]): string => {
  const users = new Map<string, string[]>();
  const rows = new Set<string>();
  const add = (folder: string, within?: string): void => {
    const { name, license, ...rest }: Manifest = JSON.parse(
      readFileSync(join(root, folder, 'package.json'), 'utf8'),
    );
    const version = within ? `in ${within}` : rest.version;
    const title = `${name} ${version}`;
    const changed = CHANGED[name] ? `, changed by ${CHANGED[name]}` : '';
    rows.add(`| ${name} | ${version}${changed} | ${license ?? 'see below'} |`);
    for (const text of textsOf(join(root, folder), name))
      users.set(text, [...new Set([...(users.get(text) ?? []), title])].sort());
    for (const each of CONTAINED[name] ?? []) add(`node_modules/${each}`, title);
  };
  for (const folder of bundledFolders(metafiles)) add(folder);
  const sections = [...users]
    .map(([text, titles]) => `## ${titles.join(', ')}\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n`)
    .sort();
  return [
    '# Third-party notices',
    '',
    'The files under `dist` contain code of these packages. Written by `npm run build`.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...[...rows].sort(),
    '',
    ...sections,
  ].join('\n');
};
