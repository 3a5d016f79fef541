import type { ConfigNode, MapNode } from '../../document/node.ts';
import { get, textOf } from '../parse/reader.ts';
import { keyValues } from './value.ts';

/** The resource and the scope of an item. */
export interface Origin {
  readonly service?: string | undefined;
  readonly resource?: ConfigNode | undefined;
  readonly scope?: string | undefined;
  readonly scopeVersion?: string | undefined;
  readonly scopeAttributes?: ConfigNode | undefined;
}

const text = (node: MapNode, key: string): string | undefined => {
  const value = get(node, key);
  return value && textOf(value);
};

/** What an item says of itself, or what it has from its parent. */
export const originOf = (node: MapNode, parent: Origin = {}): Origin => ({
  service: text(node, 'service') ?? parent.service,
  resource: get(node, 'resource') ?? parent.resource,
  scope: text(node, 'scope') ?? parent.scope,
  scopeVersion: text(node, 'scope_version') ?? parent.scopeVersion,
  scopeAttributes: get(node, 'scope_attributes') ?? parent.scopeAttributes,
});

const resourceOf = ({ service, resource }: Origin): object => ({
  attributes: [
    ...(service === undefined ? [] : [{ key: 'service.name', value: { stringValue: service } }]),
    ...keyValues(resource).filter(({ key }) => service === undefined || key !== 'service.name'),
  ],
});

const scopeOf = ({ scope = '', scopeVersion = '', scopeAttributes }: Origin): object => ({
  name: scope,
  version: scopeVersion,
  attributes: keyValues(scopeAttributes),
});

export interface Placed {
  readonly origin: Origin;
  readonly record: object;
}

/** Records under their resources and scopes, in the order in which these come first. */
export const groupRecords = (
  placed: readonly Placed[],
  [outer, inner, leaf]: readonly [outer: string, inner: string, leaf: string],
): object => {
  const resources = new Map<
    string,
    { resource: object; scopes: Map<string, { scope: object; records: object[] }> }
  >();
  for (const { origin, record } of placed) {
    const [resource, scope] = [resourceOf(origin), scopeOf(origin)];
    const resourceKey = JSON.stringify(resource);
    const group = resources.get(resourceKey) ?? { resource, scopes: new Map() };
    resources.set(resourceKey, group);
    const scopeKey = JSON.stringify(scope);
    const scopeGroup = group.scopes.get(scopeKey) ?? { scope, records: [] };
    group.scopes.set(scopeKey, scopeGroup);
    scopeGroup.records.push(record);
  }
  const groups = [...resources.values()].map(({ resource, scopes }) => ({
    resource,
    [inner]: [...scopes.values()].map(({ scope, records }) => ({ scope, [leaf]: records })),
  }));
  return { [outer]: groups };
};
