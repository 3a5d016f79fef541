// Writes the registries of folders in which one new file is one new thing: `<folder>.generated.ts`.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { GeneratedFile } from './write.ts';

interface Registry {
  readonly folder: string;
  readonly type: string;
  readonly typeFrom: string;
  /** The name that each file exports. */
  readonly member: string;
  readonly list: string;
  /** The registry is not a list but an object with the files' names as keys. */
  readonly byId?: boolean;
  /** The file, where it is not the folder's name with `.generated.ts`: a folder may have several registries. */
  readonly path?: string;
  /** A second file with the names alone, for those that must not load what they stand for. */
  readonly ids?: { readonly path: string; readonly list: string };
}

export const REGISTRIES: readonly Registry[] = [
  {
    folder: 'src/collector/generate/backends',
    type: 'CollectorBackend',
    typeFrom: './backend.ts',
    member: 'backend',
    list: 'backends',
  },
  {
    folder: 'src/collector/migrations',
    type: 'Migration',
    typeFrom: './migrate/migration.ts',
    member: 'migration',
    list: 'migrations',
  },
  {
    folder: 'src/collector/explain/components',
    type: 'ComponentWords',
    typeFrom: './words.ts',
    member: 'component',
    list: 'components',
  },
  {
    folder: 'src/collector/lint/rules',
    type: 'LintRule',
    typeFrom: './rule.ts',
    member: 'rule',
    list: 'rules',
  },
  {
    folder: 'src/collector/validate/types',
    type: 'TypeRule',
    typeFrom: './type-rule.ts',
    member: 'rule',
    list: 'typeRules',
  },
  {
    folder: 'src/core/redaction/rules',
    type: 'RedactionRule',
    typeFrom: './rule.ts',
    member: 'rule',
    list: 'rules',
  },
  {
    folder: 'src/core/redaction/rules',
    type: 'RuleFacts',
    typeFrom: './rule.ts',
    member: 'facts',
    list: 'ruleFacts',
    path: 'src/core/redaction/rule-facts.generated.ts',
    byId: true,
  },
  {
    folder: 'src/core/redaction/national-ids',
    type: 'NationalId',
    typeFrom: './national-id.ts',
    member: 'id',
    list: 'nationalIds',
  },
  {
    folder: 'src/core/redaction/national-ids',
    type: 'NationalIdFacts',
    typeFrom: './national-id.ts',
    member: 'facts',
    list: 'nationalIdFacts',
    path: 'src/core/redaction/national-id-facts.generated.ts',
  },
  {
    folder: 'src/core/redaction/presets',
    type: 'RedactionPreset',
    typeFrom: './preset.ts',
    member: 'preset',
    list: 'presets',
    ids: { path: 'src/core/redaction/preset-ids.generated.ts', list: 'PRESET_IDS' },
  },
  {
    folder: 'src/core/redaction/presets',
    type: 'PresetFacts',
    typeFrom: './preset.ts',
    member: 'facts',
    list: 'presetFacts',
    path: 'src/core/redaction/preset-facts.generated.ts',
    byId: true,
  },
  {
    folder: 'src/core/sampling/presets',
    type: 'SamplingPreset',
    typeFrom: './preset.ts',
    member: 'preset',
    list: 'presets',
  },
  {
    folder: 'src/core/settings/backends',
    type: 'Backend',
    typeFrom: './backend.ts',
    member: 'backend',
    list: 'backends',
    ids: { path: 'src/core/settings/backend-ids.generated.ts', list: 'BACKEND_IDS' },
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
  {
    folder: 'src/monitoring/recordings',
    type: 'Recording',
    typeFrom: './recording.ts',
    member: 'recording',
    list: 'recordings',
  },
  {
    folder: 'src/monitoring/routing/receivers',
    type: 'ReceiverType',
    typeFrom: './receiver-type.ts',
    member: 'receiver',
    list: 'receiverTypes',
  },
];

const camelCase = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const idsOf = ({ folder }: Registry, root: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();

/** The path and text of the names alone, where a registry has such a file. */
export const renderIds = (registry: Registry, root: string): readonly GeneratedFile[] => {
  if (!registry.ids) return [];
  const { path, list } = registry.ids;
  const lines = idsOf(registry, root).map((id) => `  '${id}',`);
  const text = ['// Written by `npm run generate`.', `export const ${list} = [`, ...lines, '] as const;', ''];
  return [{ path, text: text.join('\n') }];
};

/** The registry's path and text, relative to `root`. */
export const renderRegistry = (registry: Registry, root: string): GeneratedFile => {
  const ids = idsOf(registry, root);
  const here = basename(registry.folder);
  const text = [
    '// Written by `npm run generate`.',
    ...ids.map((id) => `import { ${registry.member} as ${camelCase(id)} } from './${here}/${id}.ts';`),
    `import type { ${registry.type} } from '${registry.typeFrom}';`,
    '',
    ...(registry.byId
      ? [
          `export const ${registry.list}: Readonly<Record<string, ${registry.type}>> = {`,
          ...ids.map((id) => (id === camelCase(id) ? `  ${id},` : `  '${id}': ${camelCase(id)},`)),
          '};',
        ]
      : [
          `export const ${registry.list}: readonly ${registry.type}[] = [`,
          ...ids.map((id) => `  ${camelCase(id)},`),
          '];',
        ]),
    '',
  ].join('\n');
  return { path: registry.path ?? `${registry.folder}.generated.ts`, text };
};
