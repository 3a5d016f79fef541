import { componentNamed } from '../context.ts';
import { referencesTo } from '../references.ts';
import type { Fix, LintRule } from '../rule.ts';
import { coreSource } from '../sources.ts';

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
      const isTaken = componentNamed(context, kind, to) !== undefined;
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
