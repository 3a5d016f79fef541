import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Redactor } from '../core/redaction/index.ts';
import { mapChanged } from '../core/redaction/map-changed.ts';

const redactAttributesOf = <T extends { readonly attributes?: Attributes }>(
  item: T,
  redactor: Redactor,
): T => {
  if (!item.attributes) return item;
  const attributes = redactor.attributes(item.attributes);
  return attributes === item.attributes ? item : { ...item, attributes };
};

/** The span without what the redactor finds, or the span itself where it finds nothing. */
export const redactSpan = (span: ReadableSpan, redactor: Redactor): ReadableSpan => {
  const name = redactor.text(span.name);
  const attributes = redactor.attributes(span.attributes);
  const message = span.status.message && redactor.text(span.status.message);
  const links = mapChanged(span.links, (link) => redactAttributesOf(link, redactor));
  const events = mapChanged(span.events, (event) => {
    const eventName = redactor.text(event.name);
    const renamed = eventName === event.name ? event : { ...event, name: eventName };
    return redactAttributesOf(renamed, redactor);
  });
  const same =
    name === span.name &&
    attributes === span.attributes &&
    message === span.status.message &&
    links === span.links &&
    events === span.events;
  if (same) return span;
  const status = message ? { ...span.status, message } : span.status;
  // A view, not a copy: an exporter reads any other property from the span itself.
  return Object.create(span, {
    name: { value: name, enumerable: true },
    attributes: { value: attributes, enumerable: true },
    status: { value: status, enumerable: true },
    links: { value: links, enumerable: true },
    events: { value: events, enumerable: true },
  }) as ReadableSpan;
};

/** Gives another exporter only what the redactor leaves. It works on whole batches, off the request's path. */
export const createRedactingSpanExporter = (exporter: SpanExporter, redactor: Redactor): SpanExporter => ({
  export: (spans, done) =>
    exporter.export(
      spans.map((span) => redactSpan(span, redactor)),
      done,
    ),
  shutdown: () => exporter.shutdown(),
  forceFlush: async () => exporter.forceFlush?.(),
});
