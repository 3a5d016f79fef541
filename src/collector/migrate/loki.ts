import { valueAt } from '../document/node.ts';
import { type LintContext, textOf } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import type { Change } from './migration.ts';
import { replaceComponent, successorId, writtenAs } from './replace-component.ts';

const PUSH = /\/loki\/api\/v1\/push\/?$/;

/** Keys that have no meaning for OTLP. */
const OWN_KEYS = ['default_labels_enabled'];

/** The exporter in the format of Loki is gone; Loki takes OTLP over HTTP. https://grafana.com/docs/loki/latest/send-data/otel/ */
export const lokiToOtlp = function* (context: LintContext): Iterable<Change> {
  for (const component of writtenAs(context, 'exporters', 'loki')) {
    const { key: place, path, node } = component;
    const id = successorId(component, 'otlphttp');
    const message = `is not there any more; Loki 3 takes OTLP at /otlp: "${id}". Which attributes are labels is said in the configuration of Loki, no longer in loki.*.labels`;
    const endpoint = valueAt(node, ['endpoint']);
    const text = endpoint?.kind === 'scalar' && !endpoint.isExpanded ? textOf(endpoint) : undefined;
    const renamed = replaceComponent(component, id, context);
    if (text === undefined || !PUSH.test(text) || !renamed) {
      yield { place, path, message };
      continue;
    }
    const moved = JSON.stringify(text.replace(PUSH, '/otlp'));
    const fix: readonly Fix[] = [
      { do: 'set', path: [...path, 'endpoint'], value: moved },
      ...OWN_KEYS.filter((key) => valueAt(node, [key])).map(
        (key): Fix => ({ do: 'remove', path: [...path, key] }),
      ),
      ...renamed,
    ];
    yield { place, path, message, fix };
  }
};
