import { loadConfiguration } from '../../src/collector/document/load.ts';
import { COMPONENT_KINDS, type CollectorSchema, findComponent } from '../../src/collector/schema/schema.ts';
import { run } from '../backends/run.ts';

/** The types of components that a Collector has; none where there is no Collector. */
export const builtInTypes = async (binary: string | undefined): Promise<ReadonlySet<string>> => {
  if (binary === undefined) return new Set();
  const listed = await run(binary, ['components']);
  return new Set([...listed.matchAll(/- name: (\S+)/g)].map(([, type]) => type as string));
};

/** The types of all components of a configuration, by their present names. */
export const typesIn = (texts: readonly string[], schema: CollectorSchema): readonly string[] => {
  const { node } = loadConfiguration(
    texts.map((text, index) => ({ name: `${index}.yaml`, text })),
    { env: {}, readFile: () => '' },
  );
  if (node?.kind !== 'map') return [];
  const types = COMPONENT_KINDS.flatMap((kind) => {
    const configured = node.entries.get(kind)?.value;
    if (configured?.kind !== 'map') return [];
    return [...configured.entries.keys()].map((id) => {
      const type = id.split('/')[0] as string;
      return findComponent(schema, kind, type)?.type ?? type;
    });
  });
  return [...new Set(types)].toSorted();
};
