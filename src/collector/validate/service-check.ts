import { nearest } from '../../core/nearest.ts';
import { type ConfigPath, type Place, pathText } from '../document/node.ts';
import { parseId } from '../id.ts';
import type { Problem } from '../problem.ts';
import {
  type CollectorSchema,
  type ComponentKind,
  type ComponentSchema,
  findComponent,
} from '../schema/schema.ts';
import type { Reference } from '../topology.ts';

/** Components of each kind that are configured, by id, with the place of their key. */
export type Configured = Readonly<Record<ComponentKind, ReadonlyMap<string, Place>>>;

export interface ServiceCheck {
  readonly schema: CollectorSchema;
  readonly configured: Configured;
  readonly problems: Problem[];
}

const SINGULAR: Readonly<Record<ComponentKind, string>> = {
  receivers: 'receiver',
  processors: 'processor',
  exporters: 'exporter',
  connectors: 'connector',
  extensions: 'extension',
};

export const add = (
  check: ServiceCheck,
  id: string,
  place: Place,
  path: ConfigPath,
  message: string,
): void => {
  check.problems.push({ id, severity: 'error', place, path, message: `${pathText(path)}: ${message}` });
};

/** Says that a reference leads nowhere, and where it could lead. */
export const dangling = (
  { id, place, path }: Reference,
  kinds: readonly ComponentKind[],
  check: ServiceCheck,
): void => {
  const known = kinds.flatMap((kind) => [...check.configured[kind].keys()]);
  const near = nearest(id, known);
  const hint = near ? `did you mean "${near}"?` : `configured: ${known.toSorted().join(', ') || 'none'}`;
  add(
    check,
    'dangling-reference',
    place,
    path.slice(0, -1),
    `"${id}" is not configured as ${SINGULAR[kinds[0] as ComponentKind]}; ${hint}`,
  );
};

export const componentOf = (
  id: string,
  kind: ComponentKind,
  { schema }: ServiceCheck,
): ComponentSchema | undefined => {
  const type = parseId(id)?.type;
  return type === undefined ? undefined : findComponent(schema, kind, type);
};
