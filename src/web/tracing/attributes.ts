import type { Attributes } from '@opentelemetry/api';

/** Of one span or event. */
const MOST_ATTRIBUTES = 128;

/**
 * In UTF-16 units, so that cleaning it takes a bounded time. Sixteen times as much as is sent: what stands at this end
 * is cut off again when the text is clean.
 */
const MOST_TEXT = 65_536;

const cleanValue = (value: unknown): unknown => {
  if (typeof value === 'string') return value.slice(0, MOST_TEXT);
  if (typeof value === 'boolean' || Number.isFinite(value)) return value;
  return Array.isArray(value) ? value.slice(0, MOST_ATTRIBUTES).map(cleanValue) : undefined;
};

/** Adds what can be written out; the answer is how many were left out for want of room. */
export const addAttributes = (to: Attributes, from: Attributes | undefined): number => {
  let dropped = 0;
  for (const key in from) {
    try {
      const value = cleanValue(from[key]) as Attributes[string];
      if (value === undefined) continue;
      if (key in to || Object.keys(to).length < MOST_ATTRIBUTES) to[key] = value;
      else dropped++;
    } catch {
      // What throws when it is read is left out.
    }
  }
  return dropped;
};

/** A record without a prototype, whatever the page did to that of objects. */
export const attributesOf = (from: Attributes | undefined): Attributes => {
  const attributes: Attributes = Object.create(null);
  addAttributes(attributes, from);
  return attributes;
};
