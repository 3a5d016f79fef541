import type { ConfigPath } from '../document/node.ts';
import { PIPELINE_KEYS, referencesNaming } from '../topology.ts';
import type { Component, LintContext } from './context.ts';

/** Where the id of a component stands in the lists of pipelines, or of `service.extensions`. */
export const referencesTo = (
  { kind, id }: Component,
  { pipelines, extensions }: LintContext,
): readonly ConfigPath[] => {
  if (kind === 'extensions') return extensions.filter((each) => each.id === id).map(({ path }) => path);
  const lists = kind === 'connectors' ? PIPELINE_KEYS : PIPELINE_KEYS.filter((each) => each === kind);
  return referencesNaming(pipelines, lists, id).map(({ path }) => path);
};
