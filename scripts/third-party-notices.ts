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

const textsOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());

/** Markdown: a list of the packages, then each licence text once with those that use it. */
export const renderNotices = (root: string, metafiles: readonly Metafile[]): string => {
  const users = new Map<string, string[]>();
  const rows = new Set<string>();
  for (const folder of bundledFolders(metafiles)) {
    const manifest: Manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const title = `${manifest.name} ${manifest.version}`;
    rows.add(`| ${manifest.name} | ${manifest.version} | ${manifest.license ?? 'see below'} |`);
    for (const text of textsOf(join(root, folder)))
      users.set(text, [...new Set([...(users.get(text) ?? []), title])].sort());
  }
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
