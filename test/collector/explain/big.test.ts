import { describe, expect, test } from '@jest/globals';
import { explainConfiguration } from '../../../src/collector/explain/explain.ts';
import { renderExplanation } from '../../../src/collector/explain/render.ts';
import { graphOf } from '../../../src/collector/graph/graph.ts';
import { renderMermaid } from '../../../src/collector/graph/mermaid.ts';
import { renderSvg } from '../../../src/collector/graph/svg.ts';
import { bigConfiguration } from '../big-configuration.ts';
import { loadTexts, schema } from '../load-text.ts';

const TENANTS = 30;
const root = loadTexts(bigConfiguration(TENANTS));

describe('dozens of pipelines with connectors in chains', () => {
  const { pipelines } = explainConfiguration(root, schema);

  test('are all explained, each once', () => {
    const ids = pipelines.map(({ id }) => id);
    expect(ids).toHaveLength(3 + 2 * TENANTS);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('have words for each route', () => {
    const text = renderExplanation(explainConfiguration(root, schema));
    expect(text).toContain('asks 30 routes in order; what one moves, the next ones do not see');
    expect(text).toContain(
      'moves all spans of a resource to traces/tenant-7 where attributes["tenant"] == "tenant-7"',
    );
    expect(text).toContain('moves what no route is for to traces/tenant-0');
    expect(text).not.toContain('is set to');
  });

  test('have the way through one of them alone', () => {
    const way = explainConfiguration(root, schema, undefined, 'traces/tenant-7');
    expect(way.pipelines.map(({ id }) => id)).toEqual([
      'traces/in',
      'traces/route',
      'traces/tenant-7',
      'traces/sampled-tenant-7',
      'metrics',
    ]);
    expect(way.mermaid).toBe(renderMermaid(graphOf(root, 'traces/tenant-7')));
  });

  test('have a graph of that way, in which no edge leads nowhere', () => {
    for (const graph of [graphOf(root), graphOf(root, 'traces/tenant-7')]) {
      const keys = new Set(graph.nodes.map(({ key }) => key));
      expect(graph.edges.flatMap(({ from, to }) => [from, to]).filter((key) => !keys.has(key))).toEqual([]);
    }
    const way = graphOf(root, 'traces/tenant-7');
    expect(way.nodes.filter(({ kind }) => kind === 'pipeline')).toHaveLength(5);
    expect(renderSvg(way).length).toBeLessThan(renderSvg(graphOf(root)).length / 5);
  });
});

test('a routing connector without default_pipelines says what it drops', () => {
  const text = bigConfiguration(2).replace('    default_pipelines: [traces/tenant-0]\n', '');
  expect(renderExplanation(explainConfiguration(loadTexts(text), schema))).toContain(
    'drops: spans that no route is for, because there are no default_pipelines',
  );
});
