import { describe, expect, test } from '@jest/globals';
import { compactGraph } from '../../../src/collector/graph/compact.ts';
import { graphOf } from '../../../src/collector/graph/graph.ts';
import { layOut } from '../../../src/collector/graph/layout.ts';
import { renderMermaid } from '../../../src/collector/graph/mermaid.ts';
import { renderSvg } from '../../../src/collector/graph/svg.ts';
import { pipelinesOf } from '../../../src/collector/topology.ts';
import { presets } from '../../../src/core/sampling/presets.generated.ts';
import { loadShipped, loadTexts } from '../load-text.ts';

const TWO = `
receivers: { otlp: { protocols: { grpc: } } }
processors: { batch: }
connectors: { forward: }
exporters: { debug: }
service:
  pipelines:
    traces/in: { receivers: [otlp], processors: [batch], exporters: [forward] }
    traces/out: { receivers: [forward], exporters: [debug] }
`;

const CYCLE = `
connectors: { forward/a: , forward/b: }
service:
  pipelines:
    traces/a: { receivers: [forward/b], exporters: [forward/a] }
    traces/b: { receivers: [forward/a], exporters: [forward/b] }
`;

describe('graphOf', () => {
  test('joins pipelines at a connector', () => {
    expect(graphOf(loadTexts(TWO)).edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'receiver:otlp pipeline:traces/in',
      'pipeline:traces/in processor:traces/in:batch',
      'processor:traces/in:batch connector:forward',
      'connector:forward pipeline:traces/out',
      'pipeline:traces/out exporter:debug',
    ]);
  });

  test('one component that receives and exports is two nodes', () => {
    const both = 'service: { pipelines: { logs: { receivers: [otlp], exporters: [otlp] } } }';
    expect(graphOf(loadTexts(both)).nodes.map(({ key }) => key)).toEqual([
      'receiver:otlp',
      'pipeline:logs',
      'exporter:otlp',
    ]);
  });

  test.each(presets.map(({ id }) => id))('has the edges of the topology: %s', (preset) => {
    const root = loadShipped(preset);
    const { edges, nodes } = graphOf(root);
    const name = (key: string): string => nodes.find((node) => node.key === key)?.id as string;
    const drawn = edges.map(({ from, to }) => `${name(from)} > ${name(to)}`);
    const expected = pipelinesOf(root).flatMap(({ id, receivers, processors, exporters }) => {
      const lane = [id, ...processors.map((each) => each.id)];
      return [
        ...receivers.map((each) => `${each.id} > ${id}`),
        ...lane.slice(1).map((each, index) => `${lane[index]} > ${each}`),
        ...exporters.map((each) => `${lane.at(-1)} > ${each.id}`),
      ];
    });
    expect(drawn.toSorted()).toEqual(expected.toSorted());
  });
});

describe('renderMermaid', () => {
  test('a flowchart', () => {
    expect(renderMermaid(graphOf(loadTexts(TWO)))).toBe(`flowchart LR
  n0(["otlp"])
  n3{{"forward"}}
  n5[("debug")]
  subgraph p0["traces/in"]
    n1>"traces/in"]
    n2["batch"]
  end
  subgraph p1["traces/out"]
    n4>"traces/out"]
  end
  n0 --> n1
  n1 --> n2
  n2 --> n3
  n3 --> n4
  n4 --> n5
`);
  });

  test('escapes ids', () => {
    const odd = `service: { pipelines: { logs: { receivers: ['otlp/a"]<b>#;'], exporters: [debug] } } }`;
    expect(renderMermaid(graphOf(loadTexts(odd)))).toContain('(["otlp/a#34;]#60;b#62;#35;#59;"])');
  });

  test('an empty configuration', () => {
    expect(renderMermaid(graphOf(loadTexts('receivers: {}')))).toBe('flowchart LR\n');
  });
});

describe('layOut', () => {
  test.each([
    ['two pipelines', loadTexts(TWO)],
    ['a cycle', loadTexts(CYCLE)],
    ['nothing', loadTexts('receivers: {}')],
    ['the shipped Collector', loadShipped('production')],
  ])('no two nodes share a place: %s', (_, root) => {
    const places = layOut(graphOf(root)).map(({ column, row }) => `${column}:${row}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test.each(presets.map(({ id }) => id))('every line of %s leads to the right', (preset) => {
    const graph = graphOf(loadShipped(preset));
    const columns = new Map(layOut(graph).map(({ key, column }) => [key, column]));
    for (const { from, to } of graph.edges)
      expect(columns.get(to) as number).toBeGreaterThan(columns.get(from) as number);
  });

  test('the lane of a pipeline holds its own nodes alone, besides receivers and exporters', () => {
    const placed = layOut(graphOf(loadShipped('production')));
    for (const { row, id } of placed.filter(({ kind }) => kind === 'pipeline')) {
      const inside = placed.filter((each) => each.row === row && !/^(receiver|exporter)$/.test(each.kind));
      expect(new Set(inside.map(({ pipeline }) => pipeline))).toEqual(new Set([id]));
    }
  });
});

describe('renderSvg', () => {
  test('names every node, and has a line for every edge', () => {
    const graph = graphOf(loadShipped('production'));
    const svg = renderSvg(graph);
    for (const { id } of graph.nodes) expect(svg).toContain(`>${id}</text>`);
    expect(svg.match(/marker-end/g)).toHaveLength(graph.edges.length);
    expect(renderSvg(graphOf(loadShipped('production')))).toBe(svg);
  });

  test('escapes ids', () => {
    const odd = `service: { pipelines: { logs: { receivers: ['otlp/<a>&"'], exporters: [debug] } } }`;
    expect(renderSvg(graphOf(loadTexts(odd)))).toContain('>otlp/&lt;a&gt;&amp;&quot;</text>');
  });
});

describe('compactGraph', () => {
  const tenants = (count: number): string => {
    const names = Array.from({ length: count }, (_, index) => `tenant-${index + 1}`);
    return `
receivers: { otlp: { protocols: { grpc: } } }
processors: { memory_limiter: , batch: }
connectors: { routing: { table: [] } }
exporters: { debug: , ${names.map((name) => `otlp_grpc/${name}: { endpoint: "${name}:4317" }`).join(', ')} }
service:
  pipelines:
    traces: { receivers: [otlp], processors: [memory_limiter], exporters: [routing] }
${names.map((name) => `    traces/${name}: { receivers: [routing], processors: [batch], exporters: [otlp_grpc/${name}] }`).join('\n')}
    traces/own: { receivers: [routing], processors: [batch], exporters: [otlp_grpc/tenant-1, debug] }
`;
  };
  const shown = (text: string): readonly string[] => {
    const { nodes, edges } = compactGraph(graphOf(loadTexts(text)));
    const ids = new Map(nodes.map(({ key, id }) => [key, id]));
    return edges.map(({ from, to }) => `${ids.get(from)} > ${ids.get(to)}`).sort();
  };

  test('draws what is alike as one, and what is not apart', () => {
    expect(shown(tenants(40))).toEqual([
      'otlp > traces',
      'routing > traces/own',
      'routing > traces/tenant-1',
      'routing > traces/tenant-2 and 38 more',
      'traces > routing',
      'traces/own > debug',
      'traces/own > otlp_grpc/tenant-1',
      'traces/tenant-1 > otlp_grpc/tenant-1',
      'traces/tenant-2 and 38 more > otlp_grpc/tenant-2 and 38 more',
    ]);
  });

  test('is a graph that can be drawn', () => {
    const graph = compactGraph(graphOf(loadTexts(tenants(3))));
    expect(renderMermaid(graph)).toContain('"traces/tenant-2 and 1 more"');
    expect(renderSvg(graph).length).toBeLessThan(renderSvg(graphOf(loadTexts(tenants(3)))).length);
  });

  test('leaves a small one and a cycle as they are', () => {
    expect(shown(TWO)).toEqual([
      'forward > traces/out',
      'otlp > traces/in',
      'traces/in > forward',
      'traces/out > debug',
    ]);
    expect(shown(CYCLE)).toEqual([
      'forward/b and 1 more > traces/a and 1 more',
      'traces/a and 1 more > forward/b and 1 more',
    ]);
  });
});
