import type { ConfigPath } from '../../document/node.ts';
import { PIPELINE_KEYS } from '../../topology.ts';
import type { Component, LintContext } from '../context.ts';
import type { Fix, LintRule } from '../rule.ts';
import { coreSource } from '../sources.ts';

/** Where the id of a component stands in lists of `service`. */
const referencesTo = (
  { kind, id }: Component,
  { pipelines, extensions }: LintContext,
): readonly ConfigPath[] => {
  if (kind === 'extensions') return extensions.filter((each) => each.id === id).map(({ path }) => path);
  const lists = kind === 'connectors' ? PIPELINE_KEYS : PIPELINE_KEYS.filter((each) => each === kind);
  return pipelines.flatMap((pipeline) =>
    lists.flatMap((list) => pipeline[list].filter((each) => each.id === id).map(({ path }) => path)),
  );
};

export const rule: LintRule = {
  id: 'deprecated-component',
  severity: 'warning',
  source: coreSource('docs/component-stability.md'),
  summary: 'components have their present names',
  why: 'A former name still works, with a warning at every start, and will not in a later version.',
  good: `exporters: { otlp_http: { endpoint: "http://127.0.0.1:4318", sending_queue: { storage: file_storage } } }
service: { pipelines: { traces: { exporters: [otlp_http] } } }`,
  bad: `exporters:
  otlphttp/backend: # here
    endpoint: http://127.0.0.1:4318
    # On disk.
    sending_queue: { storage: file_storage }
service: { pipelines: { traces: { exporters: [otlphttp/backend] } } }
`,
  fixed: `exporters:
  otlp_http/backend: # here
    endpoint: http://127.0.0.1:4318
    # On disk.
    sending_queue: { storage: file_storage }
service: { pipelines: { traces: { exporters: [otlp_http/backend] } } }
`,
  *check(context) {
    for (const component of context.components) {
      const { id, writtenType, type, key, path, kind } = component;
      if (writtenType === type) continue;
      const to = type + id.slice(writtenType.length);
      const isTaken = context.components.some((each) => each.kind === kind && each.id === to);
      const fix: readonly Fix[] = [
        ...referencesTo(component, context).map((each): Fix => ({ do: 'rename-item', path: each, to })),
        { do: 'rename', path, to },
      ];
      yield {
        place: key,
        path,
        message: `"${writtenType}" is now called "${type}"`,
        ...(isTaken ? {} : { fix }),
      };
    }
  },
};
