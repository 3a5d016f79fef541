import { type Component, componentNamed, componentsOf, type LintContext } from '../lint/context.ts';
import { hasPath } from '../lint/fix/edit.ts';
import { referencesTo } from '../lint/references.ts';
import type { Fix } from '../lint/rule.ts';
import type { ComponentKind } from '../schema/schema.ts';

/** The components of a type as it is written: a type that is gone has no schema that would name it. */
export const writtenAs = (context: LintContext, kind: ComponentKind, type: string): readonly Component[] =>
  componentsOf(context, kind).filter(({ writtenType }) => writtenType === type);

/** `jaeger/a` becomes `otlp/jaeger-a`: the new type, and the old one in its name, so that it stays one of its own. */
export const successorId = ({ id, writtenType }: Component, type: string): string => {
  const name = id.slice(writtenType.length + 1);
  return `${type}/${writtenType.replaceAll('_', '-')}${name === '' ? '' : `-${name}`}`;
};

/** Renames a component with all that refers to it; undefined where another has the name, or several files define it. */
export const replaceComponent = (
  component: Component,
  to: string,
  context: LintContext,
): readonly Fix[] | undefined => {
  const { kind, path } = component;
  const isTaken = componentNamed(context, kind, to) !== undefined;
  const definitions = context.sources.filter(({ text }) => hasPath(text, path));
  if (isTaken || definitions.length > 1) return undefined;
  return [
    ...referencesTo(component, context).map((each): Fix => ({ do: 'rename-item', path: each, to })),
    { do: 'rename', path, to },
  ];
};

/** Takes a component away with all that refers to it; items from the end, so that the others stay where they are. */
export const removeComponent = (component: Component, context: LintContext): readonly Fix[] => [
  ...referencesTo(component, context)
    .toReversed()
    .map((each): Fix => ({ do: 'remove-item', path: each })),
  { do: 'remove', path: component.path },
];
