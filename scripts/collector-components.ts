import { loadSchema, schemaVersions } from '../src/cli/commands/collector/load-schema.ts';
import { findPackageRoot } from '../src/cli/package-root.ts';
import { COMPONENT_KINDS, type ComponentSchema } from '../src/collector/schema/schema.ts';

const pathOf = ({ module = '' }: ComponentSchema): string => module.split(' ')[0] ?? '';

/** Markdown: each component with its name, and in each version where its schema comes from. */
export const renderCollectorComponents = (): string => {
  const root = findPackageRoot(import.meta.dirname);
  const schemas = schemaVersions(root)
    .toReversed()
    .map((version) => loadSchema(root, version));
  const [newest] = schemas;
  if (!newest) throw new Error('there is no schema in collector/schema');
  const head = ['kind', 'name', ...schemas.map(({ version }) => version)];
  const rows = COMPONENT_KINDS.flatMap((kind) =>
    Object.values(newest[kind]).map((component) => {
      const sources = schemas.map((schema) => {
        const same = Object.values(schema[kind]).find((each) => pathOf(each) === pathOf(component));
        if (!same) return '–';
        const name = same.type === component.type ? '' : ` \`${same.type}\``;
        return `${same.from === undefined ? 'own' : same.from === 'its public source' ? 'source' : same.from}${name}`;
      });
      return [kind, `\`${component.type}\``, ...sources];
    }),
  );
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
};
