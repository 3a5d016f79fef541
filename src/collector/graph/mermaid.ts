import type { Graph, GraphNode, NodeKind } from './graph.ts';

// https://mermaid.js.org/syntax/flowchart.html

const SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  receiver: ['([', '])'],
  pipeline: ['>', ']'],
  processor: ['[', ']'],
  connector: ['{{', '}}'],
  exporter: ['[(', ')]'],
};

/** Entity codes for what has a meaning inside quotes: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
const quoted = (text: string): string =>
  `"${text.replace(/["#&<>`\\;]/g, (character) => `#${character.charCodeAt(0)};`)}"`;

/** The graph as text for Mermaid, which draws it in Markdown files, issues and wikis. */
export const renderMermaid = ({ nodes, edges }: Graph): string => {
  const names = new Map(nodes.map(({ key }, index) => [key, `n${index}`]));
  const line = ({ key, kind, id }: GraphNode): string =>
    `${names.get(key)}${SHAPES[kind][0]}${quoted(id)}${SHAPES[kind][1]}`;
  const lanes = new Map<string | undefined, GraphNode[]>();
  for (const node of nodes) {
    const lane = lanes.get(node.pipeline);
    if (lane) lane.push(node);
    else lanes.set(node.pipeline, [node]);
  }
  const pipelines = nodes.filter(({ kind }) => kind === 'pipeline');
  return [
    'flowchart LR',
    ...(lanes.get(undefined) ?? []).map((node) => `  ${line(node)}`),
    ...pipelines.flatMap(({ id }, index) => [
      `  subgraph p${index}[${quoted(id)}]`,
      ...(lanes.get(id) ?? []).map((node) => `    ${line(node)}`),
      '  end',
    ]),
    ...edges.map(({ from, to }) => `  ${names.get(from)} --> ${names.get(to)}`),
    '',
  ].join('\n');
};
