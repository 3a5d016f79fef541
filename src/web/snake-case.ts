import type { Attributes } from '@opentelemetry/api';

/** `domContentLoadedEventEnd` as attributes are called. */
const snakeCase = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();

/** The numbers of an object, and its texts whose keys match, as attributes. */
export const snakeAttributes = (from: object, prefix: string, texts: RegExp): Attributes => {
  const attributes: Attributes = {};
  for (const [key, value] of Object.entries(from))
    if (typeof value === 'number' || (typeof value === 'string' && texts.test(key)))
      attributes[prefix + snakeCase(key)] = value;
  return attributes;
};
