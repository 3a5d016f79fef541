import { isAlias, isNode, visit } from 'yaml';
import { parseRecent } from '../../../core/yaml/recent.ts';
import type { LintRule } from '../rule.ts';

/** Reading a file once more is worth it only where it may have one. */
const ANCHOR = /[\s:,[{-]&[^\s,[\]{}]/;

export const rule: LintRule = {
  id: 'unused-anchor',
  severity: 'note',
  source: 'https://yaml.org/spec/1.2.2/#3222-anchors-and-aliases',
  summary: 'every anchor has an alias',
  why: 'An anchor that nothing refers to is left over from a change, or its alias was forgotten. Anchors do not reach from one file to another.',
  good: `processors:
  memory_limiter: &limiter { check_interval: 1s, limit_mib: 400 }
  memory_limiter/logs: *limiter
service: { pipelines: { logs: { receivers: [otlp], processors: [memory_limiter/logs], exporters: [otlp_grpc] } } }`,
  bad: `processors:
  memory_limiter: &limiter # here
    check_interval: 1s
    limit_mib: 400
`,
  *check({ sources }) {
    for (const { name, text } of sources) {
      if (!ANCHOR.test(text)) continue;
      const { document, positionOf } = parseRecent(text);
      if (!document) continue;
      const used = new Set<string>();
      const anchors: { readonly anchor: string; readonly offset: number }[] = [];
      visit(document, (_, node) => {
        if (isAlias(node)) used.add(node.source);
        else if (isNode(node) && 'anchor' in node && node.anchor)
          anchors.push({ anchor: node.anchor, offset: text.lastIndexOf(`&${node.anchor}`, node.range?.[0]) });
      });
      const last = new Map(anchors.map(({ anchor, offset }) => [anchor, offset]));
      for (const { anchor, offset } of anchors)
        if (last.get(anchor) !== offset)
          yield {
            place: { file: name, ...positionOf({ range: [offset] }) },
            path: [],
            message: `anchor "${anchor}" is there again further down: an alias means the one that is nearest above it; give one another name`,
          };
        else if (!used.has(anchor))
          yield {
            place: { file: name, ...positionOf({ range: [offset] }) },
            path: [],
            message: `anchor "${anchor}" is not used; remove it`,
          };
    }
  },
};
