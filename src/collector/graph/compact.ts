import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import { groupBy } from './group-by.ts';

/** What is in front of the name: `otlp_grpc` of `otlp_grpc/backend`. */
const typeOf = (id: string): string => id.split('/')[0] ?? id;

/**
 * Which nodes are alike: of one kind and type, and joined to nodes that are alike. Each round tells more of them apart,
 * until one tells none.
 */
const classesOf = ({ nodes, edges }: Graph, processors: ReadonlyMap<string, string>) => {
  let classes = new Map(
    nodes.map(({ key, kind, id }) => [key, JSON.stringify([kind, typeOf(id), processors.get(key)])]),
  );
  for (let count = 0; ; ) {
    const distinct = new Set(classes.values()).size;
    if (distinct === count) return classes;
    count = distinct;
    const around = new Map(nodes.map(({ key }) => [key, new Set<string>()]));
    for (const { from, to } of edges) {
      around.get(from)?.add(`> ${classes.get(to)}`);
      around.get(to)?.add(`< ${classes.get(from)}`);
    }
    const names = new Map<string, string>();
    classes = new Map(
      nodes.map(({ key }) => {
        const text = JSON.stringify([classes.get(key), [...(around.get(key) ?? [])].sort()]);
        if (!names.has(text)) names.set(text, String(names.size));
        return [key, names.get(text) as string];
      }),
    );
  }
};

/** Each pipeline as one node, without its processors. */
const withoutProcessors = ({ nodes, edges }: Graph) => {
  const placeOf = new Map(
    nodes.map(({ key, kind, pipeline }) => [key, kind === 'processor' ? `pipeline:${pipeline}` : key]),
  );
  const types = new Map<string, string>();
  for (const { kind, id, pipeline } of nodes)
    if (kind === 'processor') {
      const key = `pipeline:${pipeline}`;
      types.set(key, `${types.get(key) ?? ''} ${typeOf(id)}`);
    }
  const moved = edges.map(({ from, to, signal }) => ({
    from: placeOf.get(from) ?? from,
    to: placeOf.get(to) ?? to,
    signal,
  }));
  const graph: Graph = {
    nodes: nodes.filter(({ kind }) => kind !== 'processor'),
    edges: moved.filter(({ from, to }) => from !== to),
  };
  return { graph, types };
};

/** A smaller drawing: pipelines without their processors, and what is alike as one, by the first of them. */
export const compactGraph = (whole: Graph): Graph => {
  const { graph, types } = withoutProcessors(whole);
  const classes = classesOf(graph, types);
  const members = groupBy(graph.nodes, ({ key }) => classes.get(key));
  const first = new Map<string, string>();
  const nodes = [...members.values()].map(([node, ...others]): GraphNode => {
    const { key, kind, id } = node as GraphNode;
    for (const each of [node as GraphNode, ...others]) first.set(each.key, key);
    const name = others.length === 0 ? id : `${id} and ${others.length} more`;
    return { key, kind, id: name, ...(kind === 'pipeline' ? { pipeline: name } : {}) };
  });
  const edges = new Map<string, GraphEdge>();
  for (const { from, to, signal } of graph.edges) {
    const ends = { from: first.get(from) ?? from, to: first.get(to) ?? to };
    edges.set(JSON.stringify(ends), { ...ends, signal });
  }
  return { nodes, edges: [...edges.values()] };
};
