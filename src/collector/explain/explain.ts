import { pipelinesAlong } from '../along.ts';
import { type ConfigNode, entryOf, valueAt } from '../document/node.ts';
import { graphOf } from '../graph/graph.ts';
import { renderMermaid } from '../graph/mermaid.ts';
import type { CollectorSchema, ComponentKind } from '../schema/schema.ts';
import {
  type Pipeline,
  pipelinesNaming,
  pipelinesOf,
  type Reference,
  referencesOf,
  type Signal,
} from '../topology.ts';
import { describe, type Explained } from './describe.ts';

export interface ExplainedPipeline {
  readonly id: string;
  readonly signal: Signal | undefined;
  readonly receivers: readonly Explained[];
  readonly processors: readonly Explained[];
  readonly exporters: readonly Explained[];
}

export interface Explanation {
  readonly pipelines: readonly ExplainedPipeline[];
  readonly extensions: readonly Explained[];
  /** The configuration, or the way through a pipeline, as a flowchart. */
  readonly mermaid: string;
}

const ids = (references: readonly Reference[]): readonly string[] => [
  ...new Set(references.map(({ id }) => id)),
];

/** Those of a signal, and all into which connectors lead from there. */
const reachedFrom = (pipelines: readonly Pipeline[], signal: Signal | undefined): readonly Pipeline[] => {
  if (!signal) return pipelines;
  const reached = new Set(pipelines.filter((each) => each.signal === signal));
  for (const source of reached)
    for (const target of pipelinesNaming(pipelines, ['receivers'], ids(source.exporters)))
      reached.add(target);
  return pipelines.filter((each) => reached.has(each));
};

/**
 * What happens to what arrives, from the receiver to the exporter. `along`: the pipeline of which the way is of
 * interest, before it and behind it.
 */
export const explainConfiguration = (
  root: ConfigNode,
  schema: CollectorSchema,
  only?: Signal,
  along?: string,
): Explanation => {
  const pipelines = pipelinesOf(root);
  const way = along === undefined ? pipelines : (pipelinesAlong(pipelines, along) ?? []);
  const has = (kind: ComponentKind, id: string): boolean =>
    entryOf(entryOf(root, kind)?.value, id) !== undefined;
  const isConnector = (kind: ComponentKind, id: string): boolean => !has(kind, id) && has('connectors', id);

  const explainReceiver = (id: string, signal: Signal | undefined): Explained => {
    if (!isConnector('receivers', id)) return describe(root, schema, 'receivers', id, signal);
    const from = pipelinesNaming(pipelines, ['exporters'], [id]);
    const { type } = describe(root, schema, 'connectors', id);
    const does = [`brings what comes from ${from.map((each) => each.id).join(', ') || 'no pipeline'}`];
    return { kind: 'connectors', id, type, does };
  };
  const explainExporter = (id: string, signal: Signal | undefined): Explained => {
    if (!isConnector('exporters', id)) return describe(root, schema, 'exporters', id, signal);
    const into = pipelinesNaming(pipelines, ['receivers'], [id]);
    return describe(
      root,
      schema,
      'connectors',
      id,
      signal,
      into.map((each) => each.id),
    );
  };

  /** Most pipelines have components in common, which are described once for each signal. */
  const described = new Map<string, Explained>();
  const once = (kind: ComponentKind, id: string, signal: Signal | undefined): Explained => {
    const key = JSON.stringify([kind, id, signal]);
    const explained =
      described.get(key) ??
      (kind === 'receivers'
        ? explainReceiver(id, signal)
        : kind === 'exporters'
          ? explainExporter(id, signal)
          : describe(root, schema, kind, id, signal));
    described.set(key, explained);
    return explained;
  };

  return {
    pipelines: reachedFrom(way, only).map(({ id, signal, receivers, processors, exporters }) => ({
      id,
      signal,
      receivers: ids(receivers).map((each) => once('receivers', each, signal)),
      processors: ids(processors).map((each) => once('processors', each, signal)),
      exporters: ids(exporters).map((each) => once('exporters', each, signal)),
    })),
    extensions: ids(referencesOf(valueAt(root, ['service', 'extensions']), [])).map((id) =>
      describe(root, schema, 'extensions', id),
    ),
    mermaid: renderMermaid(graphOf(root, along)),
  };
};
