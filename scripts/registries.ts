// Writes the registries of folders in which one new file is one new thing: `<folder>.generated.ts`.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

interface Registry {
  readonly folder: string;
  readonly type: string;
  readonly typeFrom: string;
  /** The name that each file exports. */
  readonly member: string;
  readonly list: string;
}

export const REGISTRIES: readonly Registry[] = [
  {
    folder: 'src/core/redaction/rules',
    type: 'RedactionRule',
    typeFrom: './rule.ts',
    member: 'rule',
    list: 'rules',
  },
  {
    folder: 'src/core/sampling/presets',
    type: 'SamplingPreset',
    typeFrom: './preset.ts',
    member: 'preset',
    list: 'presets',
  },
  {
    folder: 'src/monitoring/alerts',
    type: 'Alert',
    typeFrom: './alert.ts',
    member: 'alert',
    list: 'alerts',
  },
  {
    folder: 'src/monitoring/dashboards',
    type: 'Dashboard',
    typeFrom: './dashboard.ts',
    member: 'dashboard',
    list: 'dashboards',
  },
];

const camelCase = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The registry's path and text, relative to `root`. */
export const renderRegistry = (registry: Registry, root: string): { path: string; text: string } => {
  const ids = readdirSync(join(root, registry.folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const here = basename(registry.folder);
  const text = [
    '// Written by `npm run generate`.',
    ...ids.map((id) => `import { ${registry.member} as ${camelCase(id)} } from './${here}/${id}.ts';`),
    `import type { ${registry.type} } from '${registry.typeFrom}';`,
    '',
    `export const ${registry.list}: readonly ${registry.type}[] = [`,
    ...ids.map((id) => `  ${camelCase(id)},`),
    '];',
    '',
  ].join('\n');
  return { path: `${registry.folder}.generated.ts`, text };
};
