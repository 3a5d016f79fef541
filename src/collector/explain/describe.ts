import { type ConfigNode, entryOf } from '../document/node.ts';
import { parseId } from '../id.ts';
import { type CollectorSchema, type ComponentKind, findComponent } from '../schema/schema.ts';
import type { Signal } from '../topology.ts';
import { components } from './components.generated.ts';
import { effectiveSettings, type Settings } from './effective.ts';
import { genericWords } from './generic.ts';
import type { Described } from './words.ts';

export interface Explained extends Described {
  readonly kind: ComponentKind;
  readonly id: string;
  /** The present name of its type. */
  readonly type: string;
}

/** The component with its effective settings, or undefined where it is not configured. */
export const settingsOf = (
  root: ConfigNode,
  schema: CollectorSchema,
  kind: ComponentKind,
  id: string,
): { readonly type: string; readonly settings: Settings; readonly defaults: Settings } | undefined => {
  const entry = entryOf(entryOf(root, kind)?.value, id);
  if (!entry) return undefined;
  const written = parseId(id)?.type ?? id;
  // A name that came later is that of the same component.
  const before = schema.later?.[kind]?.[written]?.name;
  const found =
    findComponent(schema, kind, written) ?? (before === undefined ? undefined : schema[kind][before]);
  return {
    type: found?.type ?? written,
    settings: effectiveSettings(entry.value, kind, found, schema),
    defaults: effectiveSettings(undefined, kind, found, schema),
  };
};

/** What a type is called today: an older Collector has former names. */
const presentType = ({ later }: CollectorSchema, kind: ComponentKind, type: string): string =>
  Object.entries(later?.[kind] ?? {}).find(([, { name }]) => name === type)?.[0] ?? type;

/** What a component does, in words. */
export const describe = (
  root: ConfigNode,
  schema: CollectorSchema,
  kind: ComponentKind,
  id: string,
  signal?: Signal,
  into: readonly string[] = [],
): Explained => {
  const found = settingsOf(root, schema, kind, id);
  if (!found) return { kind, id, type: parseId(id)?.type ?? id, does: ['is not configured'] };
  const { type, settings, defaults } = found;
  const words = components.find((each) => each.type === presentType(schema, kind, type))?.[kind];
  const extension = (name: string): Settings | undefined =>
    settingsOf(root, schema, 'extensions', name)?.settings;
  const described = words ? words({ settings, signal, extension }) : genericWords(settings, defaults);
  const leads =
    into.length > 0
      ? [`goes on to ${into.length === 1 ? 'the pipeline' : 'the pipelines'} ${into.join(', ')}`]
      : [];
  return { kind, id, type, ...described, does: [...described.does, ...leads] };
};
