import type { Graph, GraphNode } from './graph.ts';
import { groupBy } from './group-by.ts';

/** A node with its column, from 0 at the left, and its row. */
export interface PlacedNode extends GraphNode {
  readonly column: number;
  readonly row: number;
}

/** The longest way to each node; what leads back, which the Collector refuses, is left out. */
const columnsOf = ({ nodes, edges }: Graph): ReadonlyMap<string, number> => {
  const columns = new Map<string, number>();
  const sources = groupBy(edges, ({ to }) => to);
  const columnOf = (key: string, below: ReadonlySet<string>): number => {
    const known = columns.get(key);
    if (known !== undefined) return known;
    const inside = new Set([...below, key]);
    const before = (sources.get(key) ?? []).filter(({ from }) => !inside.has(from));
    const column = Math.max(-1, ...before.map(({ from }) => columnOf(from, inside))) + 1;
    columns.set(key, column);
    return column;
  };
  for (const { key } of nodes) columnOf(key, new Set());
  return columns;
};

/** The row in which each pipeline has a lane of its own; a connector has the row under the first one that feeds it. */
const rowsOf = ({ nodes, edges }: Graph): ReadonlyMap<string, number> => {
  const rows = new Map<string, number>();
  const lanes = groupBy(nodes, ({ pipeline }) => pipeline);
  const targets = groupBy(edges, ({ from }) => from);
  const connectors = new Set(nodes.filter(({ kind }) => kind === 'connector').map(({ key }) => key));
  let row = 0;
  for (const { id } of nodes.filter(({ kind }) => kind === 'pipeline')) {
    const lane = lanes.get(id) ?? [];
    for (const { key } of lane) rows.set(key, row);
    row++;
    for (const { to } of targets.get(lane.at(-1)?.key ?? '') ?? [])
      if (connectors.has(to) && !rows.has(to)) rows.set(to, row++);
  }
  for (const { key, kind } of nodes) if (kind === 'connector' && !rows.has(key)) rows.set(key, row++);
  // Receivers and exporters: beside the first pipeline that uses them, one under the other.
  for (const side of ['receiver', 'exporter'] as const) {
    const taken = new Set<number>();
    for (const { key } of nodes.filter(({ kind }) => kind === side)) {
      const edge = edges.find(({ from, to }) => from === key || to === key);
      let free = rows.get((side === 'receiver' ? edge?.to : edge?.from) ?? '') ?? 0;
      while (taken.has(free)) free++;
      taken.add(free);
      rows.set(key, free);
    }
  }
  return rows;
};

/**
 * Receivers in the first column, exporters in the last, and between them one lane for each pipeline. So the part of a
 * lane before its first node and after its last one is free, and lines can go there.
 */
export const layOut = (graph: Graph): readonly PlacedNode[] => {
  const columns = columnsOf(graph);
  const rows = rowsOf(graph);
  const last = Math.max(
    1,
    ...graph.nodes.map(({ key, kind }) => (columns.get(key) ?? 0) + (kind === 'exporter' ? 0 : 1)),
  );
  return graph.nodes.map((node) => {
    const own = columns.get(node.key) ?? 0;
    const inner = node.kind === 'receiver' ? 0 : Math.max(1, own);
    return { ...node, column: node.kind === 'exporter' ? last : inner, row: rows.get(node.key) ?? 0 };
  });
};
