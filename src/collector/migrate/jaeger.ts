import { valueAt } from '../document/node.ts';
import { type Component, type LintContext, textOf } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import type { Change } from './migration.ts';
import { replaceComponent, successorId, writtenAs } from './replace-component.ts';

interface Successor {
  readonly from: string;
  readonly to: string;
  /** Where Jaeger takes OTLP, by where it took its own format; undefined where that does not follow. */
  endpoint(text: string): string | undefined;
}

/** Ports of Jaeger: https://www.jaegertracing.io/docs/1.76/architecture/apis/ */
const SUCCESSORS: readonly Successor[] = [
  {
    from: 'jaeger',
    to: 'otlp',
    endpoint: (text) => (/^[^/$]+:14250$/.test(text) ? text.replace(/14250$/, '4317') : undefined),
  },
  {
    from: 'jaeger_thrift',
    to: 'otlphttp',
    endpoint: (text) =>
      /^https?:\/\/[^/$]+:14268\/api\/traces\/?$/.test(text)
        ? text.replace(/14268\/api\/traces\/?$/, '4318')
        : undefined,
  },
];

const changeOf = (component: Component, successor: Successor, context: LintContext): Change => {
  const { key: place, path } = component;
  const id = successorId(component, successor.to);
  const message = `is not there any more; Jaeger takes OTLP: "${id}", to port ${successor.to === 'otlp' ? 4317 : 4318} of Jaeger 1.35 or newer`;
  const node = valueAt(component.node, ['endpoint']);
  const isWritten = node?.kind === 'scalar' && !node.isExpanded;
  const endpoint = isWritten ? successor.endpoint(textOf(node) ?? '') : undefined;
  const renamed = replaceComponent(component, id, context);
  if (endpoint === undefined || !renamed) return { place, path, message };
  const moved: Fix = { do: 'set', path: [...path, 'endpoint'], value: JSON.stringify(endpoint) };
  return { place, path, message, fix: [moved, ...renamed] };
};

/** Exporters in the formats of Jaeger are gone; Jaeger takes OTLP. */
export const jaegerToOtlp = function* (context: LintContext): Iterable<Change> {
  for (const successor of SUCCESSORS)
    for (const component of writtenAs(context, 'exporters', successor.from))
      yield changeOf(component, successor, context);
};
