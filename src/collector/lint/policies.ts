import { type ConfigNode, type ConfigPath, entryOf, type Place, toPlain, valueAt } from '../document/node.ts';
import { type Component, componentsOf, type LintContext, textOf } from './context.ts';

/** A policy of tail_sampling. */
export interface Policy {
  readonly sampler: Component;
  readonly name: string;
  readonly type: string;
  readonly node: ConfigNode;
  readonly place: Place;
  /** Where its type is written. */
  readonly typePlace: Place;
  readonly path: ConfigPath;
  /** What is under the key of its type. */
  readonly settings: Readonly<Record<string, unknown>>;
}

const SUB_POLICIES: Readonly<Record<string, readonly string[]>> = {
  and: ['and', 'and_sub_policy'],
  drop: ['drop', 'drop_sub_policy'],
  composite: ['composite', 'composite_sub_policy'],
};

const readPolicies = (
  sampler: Component,
  list: ConfigNode | undefined,
  path: ConfigPath,
): readonly Policy[] => {
  if (list?.kind !== 'list') return [];
  return list.items.map((node, index) => {
    const type = entryOf(node, 'type');
    const typeText = textOf(type?.value) ?? '';
    const settings = entryOf(node, typeText)?.value;
    return {
      sampler,
      name: textOf(entryOf(node, 'name')?.value) ?? '',
      type: typeText,
      node,
      place: node.place,
      typePlace: type?.value.place ?? node.place,
      path: [...path, index],
      settings: settings?.kind === 'map' ? (toPlain(settings) as Record<string, unknown>) : {},
    };
  });
};

/** The policies of one tail_sampling processor, in order. */
export const policiesOf = (sampler: Component): readonly Policy[] =>
  readPolicies(sampler, valueAt(sampler.node, ['policies']), [...sampler.path, 'policies']);

/** The policies that an `and` needs all of; none of any other type. */
export const partsOf = (policy: Policy): readonly Policy[] =>
  policy.type === 'and'
    ? readPolicies(policy.sampler, valueAt(policy.node, ['and', 'and_sub_policy']), policy.path)
    : [];

/** Those inside of and, drop, not and composite too. */
export const allPoliciesOf = (sampler: Component): readonly Policy[] => {
  const inside = (policy: Policy): readonly Policy[] => {
    const keys = SUB_POLICIES[policy.type];
    if (!keys) return [policy];
    const subs = readPolicies(sampler, valueAt(policy.node, keys), [...policy.path, ...keys]);
    return [policy, ...subs.flatMap(inside)];
  };
  return policiesOf(sampler).flatMap(inside);
};

export const tailSamplers = (context: LintContext): readonly Component[] =>
  componentsOf(context, 'processors', 'tail_sampling').filter(({ pipelines }) => pipelines.length > 0);
