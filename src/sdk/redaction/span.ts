import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Redactor } from '../../core/redaction/index.ts';
import { mapChanged } from '../../core/redaction/map-changed.ts';
import type { GetRedactor } from './get-redactor.ts';
import { limitLength } from './limit-length.ts';
import { createScopeRedactor } from './scope.ts';
import { redactSpanContext } from './trace-state.ts';

/** Returns the span without what the redactor finds, or the span itself where it finds nothing. */
export type SpanRedactor = (span: ReadableSpan) => ReadableSpan;

/**
 * Looks at a span each time that it is asked: see `onceForSpan`.
 *
 * @param maxLength longest value of an attribute; values are cut after they are redacted
 */
export const createSpanRedactor = (
  getRedactor: GetRedactor,
  maxLength = Number.POSITIVE_INFINITY,
): SpanRedactor => {
  const redactScope = createScopeRedactor(getRedactor);

  const redactAttributes = (attributes: Attributes, redactor: Redactor): Attributes =>
    limitLength(redactor.attributes(attributes), maxLength);

  const redactAttributesOf = <T extends { readonly attributes?: Attributes }>(
    item: T,
    redactor: Redactor,
  ): T => {
    if (!item.attributes) return item;
    const attributes = redactAttributes(item.attributes, redactor);
    return attributes === item.attributes ? item : { ...item, attributes };
  };

  const redactEvent = (event: ReadableSpan['events'][number], redactor: Redactor): typeof event => {
    const name = redactor.text(event.name);
    return redactAttributesOf(name === event.name ? event : { ...event, name }, redactor);
  };

  const redactLink = (link: ReadableSpan['links'][number], redactor: Redactor): typeof link => {
    const context = redactSpanContext(link.context, getRedactor);
    return redactAttributesOf(context === link.context ? link : { ...link, context }, redactor);
  };

  return (span) => {
    const redactor = getRedactor();
    const name = redactor.text(span.name);
    const attributes = redactAttributes(span.attributes, redactor);
    const message = span.status.message && redactor.text(span.status.message);
    const links = mapChanged(span.links, (link) => redactLink(link, redactor));
    const events = mapChanged(span.events, (event) => redactEvent(event, redactor));
    const scope = redactScope(span.instrumentationScope);
    const ownContext = span.spanContext();
    const context = redactSpanContext(ownContext, getRedactor);
    const same =
      name === span.name &&
      attributes === span.attributes &&
      message === span.status.message &&
      links === span.links &&
      events === span.events &&
      scope === span.instrumentationScope &&
      context === ownContext;
    if (same) return span;
    const status = message ? { ...span.status, message } : span.status;
    // A view, not a copy: an exporter reads any other property from the span itself.
    return Object.create(span, {
      name: { value: name, enumerable: true },
      attributes: { value: attributes, enumerable: true },
      status: { value: status, enumerable: true },
      links: { value: links, enumerable: true },
      events: { value: events, enumerable: true },
      instrumentationScope: { value: scope, enumerable: true },
      spanContext: { value: () => context },
    }) as ReadableSpan;
  };
};

/**
 * For several exporters, which come to a span at different times: it is looked at by the first. What is remembered goes
 * with the span.
 */
export const onceForSpan = (redact: SpanRedactor): SpanRedactor => {
  const known = new WeakMap<ReadableSpan, ReadableSpan>();
  return (span) => {
    let clean = known.get(span);
    if (!clean) {
      clean = redact(span);
      known.set(span, clean);
    }
    return clean;
  };
};
