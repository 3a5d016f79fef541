import type { Attributes, AttributeValue, LogRecord, Source, Span } from '../model.ts';

// Rough sizes in V8: an object's header and fields, and two bytes a character where one may do.
const OBJECT_BYTES = 48;
const VALUE_BYTES = 16;

const textBytes = (text: string): number => (text.length === 0 ? 0 : VALUE_BYTES + 2 * text.length);

const valueBytes = (value: AttributeValue): number => {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value !== 'object' || value === null) return VALUE_BYTES;
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + valueBytes(item), OBJECT_BYTES);
  return attributesBytes(value as Attributes);
};

const attributesBytes = (attributes: Attributes): number => {
  let bytes = OBJECT_BYTES;
  for (const [key, value] of Object.entries(attributes))
    bytes += VALUE_BYTES + key.length + valueBytes(value);
  return bytes;
};

export const sourceBytes = ({ service, resource }: Source): number =>
  OBJECT_BYTES + textBytes(service) + attributesBytes(resource);

/** Rough bytes of memory that a span holds, without its resource, which it shares. */
export const spanBytes = (span: Span): number => {
  let bytes = 8 * OBJECT_BYTES + textBytes(span.name) + textBytes(span.statusMessage);
  bytes += attributesBytes(span.attributes);
  for (const { name, attributes } of span.events)
    bytes += OBJECT_BYTES + textBytes(name) + attributesBytes(attributes);
  for (const { attributes } of span.links) bytes += 4 * OBJECT_BYTES + attributesBytes(attributes);
  return bytes;
};

/** Rough bytes of memory that a log record holds, without its resource, which it shares. */
export const logBytes = (log: LogRecord): number =>
  6 * OBJECT_BYTES + valueBytes(log.body) + textBytes(log.severityText) + attributesBytes(log.attributes);
