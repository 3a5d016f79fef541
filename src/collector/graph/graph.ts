import { pipelinesAlong } from '../along.ts';
import { type ConfigNode, entryOf } from '../document/node.ts';
import { type Pipeline, pipelinesOf, type Signal } from '../topology.ts';

export type NodeKind = 'receiver' | 'pipeline' | 'processor' | 'connector' | 'exporter';

export interface GraphNode {
  /** Unique in the graph; a processor has one for each pipeline in which it stands. */
  readonly key: string;
  readonly kind: NodeKind;
  /** The id of the component or of the pipeline. */
  readonly id: string;
  /** Of pipelines and of processors: the pipeline. */
  readonly pipeline?: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly signal: Signal | undefined;
}

/** The way that data takes: receivers, pipelines with their processors, connectors, exporters. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The nodes of one pipeline, from where it begins to its last processor. */
const laneOf = ({ id, processors }: Pipeline): readonly GraphNode[] => [
  { key: `pipeline:${id}`, kind: 'pipeline', id, pipeline: id },
  ...[...new Set(processors.map((each) => each.id))].map(
    (processor): GraphNode => ({
      key: `processor:${id}:${processor}`,
      kind: 'processor',
      id: processor,
      pipeline: id,
    }),
  ),
];

/** The graph of a configuration, in the order of its pipelines; `along`: of the way through one of them alone. */
export const graphOf = (root: ConfigNode, along?: string): Graph => {
  const all = pipelinesOf(root);
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const connectors = entryOf(root, 'connectors')?.value;
  const isConnector = (id: string): boolean => entryOf(connectors, id) !== undefined;
  const own = (side: 'receiver' | 'exporter', id: string): GraphNode => {
    const configured = entryOf(entryOf(root, `${side}s`)?.value, id) !== undefined;
    const kind = !configured && isConnector(id) ? 'connector' : side;
    return { key: `${kind}:${id}`, kind, id };
  };
  for (const pipeline of along === undefined ? all : (pipelinesAlong(all, along) ?? [])) {
    const { signal } = pipeline;
    const lane = laneOf(pipeline);
    const ins = pipeline.receivers.map(({ id }) => own('receiver', id));
    const outs = pipeline.exporters.map(({ id }) => own('exporter', id));
    for (const node of [...ins, ...lane, ...outs]) nodes.set(node.key, node);
    const [first, last] = [lane[0] as GraphNode, lane.at(-1) as GraphNode];
    const joined = [
      ...ins.map((node) => [node, first] as const),
      ...lane.slice(1).map((node, index) => [lane[index] as GraphNode, node] as const),
      ...outs.map((node) => [last, node] as const),
    ];
    for (const [{ key: from }, { key: to }] of joined)
      edges.set(JSON.stringify([from, to]), { from, to, signal });
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
};
