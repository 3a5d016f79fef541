import type { Graph, GraphEdge, NodeKind } from './graph.ts';
import { layOut, type PlacedNode } from './layout.ts';

/** Pixels. */
const HEIGHT = 32;
const ROW = 52;
const MARGIN = 16;
const BETWEEN_LINES = 4;
const PER_CHARACTER = 7.5;

const FILLS: Readonly<Record<NodeKind, string>> = {
  receiver: '#d5e8f7',
  pipeline: '#eeeeee',
  processor: '#ffffff',
  connector: '#fdeed0',
  exporter: '#d9f0db',
};

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

interface Box extends PlacedNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const widthOf = (text: string): number => Math.ceil([...text].length * PER_CHARACTER) + 24;

const boxesOf = (placed: readonly PlacedNode[], gutter: number): readonly Box[] => {
  const widths: number[] = [];
  for (const { column, id } of placed) widths[column] = Math.max(widths[column] ?? 0, widthOf(id));
  const left: number[] = [];
  let x = MARGIN;
  // A column may be empty where the Collector would refuse the configuration.
  for (let column = 0; column < widths.length; column++) {
    left.push(x);
    x += (widths[column] ?? 0) + gutter;
  }
  return placed.map((node) => ({
    ...node,
    x: left[node.column] as number,
    y: MARGIN + node.row * ROW,
    width: widths[node.column] as number,
  }));
};

/** The space right of this column is where a line goes up or down. */
const turnOf = (from: PlacedNode, to: PlacedNode): number =>
  from.kind === 'receiver' || from.kind === 'connector' ? from.column : to.column - 1;

/** By the origin of a line: which one it is among those that turn in the same space. */
const lanesOf = (
  edges: readonly GraphEdge[],
  placed: ReadonlyMap<string, PlacedNode>,
): ReadonlyMap<number, readonly string[]> => {
  const lanes = new Map<number, string[]>();
  for (const { from, to } of edges) {
    const [start, end] = [placed.get(from), placed.get(to)];
    if (!start || !end || start.row === end.row) continue;
    const turn = turnOf(start, end);
    const lane = lanes.get(turn) ?? [];
    if (!lane.includes(from)) lane.push(from);
    lanes.set(turn, lane);
  }
  return lanes;
};

/** Right, then up or down between two columns, then right. Lines of one origin share their way. */
const lineOf = (from: Box, to: Box, lane: number, gutter: number): string => {
  const middle = HEIGHT / 2;
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + middle, to.x, to.y + middle];
  if (y1 === y2) return `M${x1} ${y1}H${x2}`;
  const offset = 6 + lane * BETWEEN_LINES;
  const turn = turnOf(from, to) === from.column ? x1 + offset : x2 - gutter + offset;
  return `M${x1} ${y1}H${turn}V${y2}H${x2}`;
};

/** The graph as a picture that needs nothing else: no script, no style sheet, no font of its own. */
export const renderSvg = (graph: Graph): string => {
  const placed = layOut(graph);
  const lanes = lanesOf(graph.edges, new Map(placed.map((node) => [node.key, node])));
  const gutter = 16 + BETWEEN_LINES * Math.max(4, ...[...lanes.values()].map(({ length }) => length));
  const boxes = boxesOf(placed, gutter);
  const byKey = new Map(boxes.map((box) => [box.key, box]));
  const lines = graph.edges.flatMap(({ from, to }) => {
    const [start, end] = [byKey.get(from), byKey.get(to)];
    if (!start || !end) return [];
    const path = lineOf(start, end, lanes.get(turnOf(start, end))?.indexOf(from) ?? 0, gutter);
    return [`  <path d="${path}" fill="none" stroke="#666" marker-end="url(#arrow)"/>`];
  });
  const nodes = boxes.map(
    ({ kind, id, x, y, width }) =>
      `  <g><title>${kind} ${escapeText(id)}</title>` +
      `<rect x="${x}" y="${y}" width="${width}" height="${HEIGHT}" rx="${kind === 'processor' ? 3 : 12}" fill="${FILLS[kind]}" stroke="#333"/>` +
      `<text x="${x + width / 2}" y="${y + 21}" text-anchor="middle">${escapeText(id)}</text></g>`,
  );
  const width = Math.max(0, ...boxes.map((box) => box.x + box.width)) + MARGIN;
  const height = Math.max(0, ...boxes.map((box) => box.y + HEIGHT)) + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="monospace" font-size="12">`,
    '  <defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#666"/></marker></defs>',
    `  <rect width="${width}" height="${height}" fill="#fff"/>`,
    ...lines,
    ...nodes,
    '</svg>',
    '',
  ].join('\n');
};
