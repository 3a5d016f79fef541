import type { CollectorSchema } from './schema.ts';

// A schema is JSON with a line for each entry of its objects, so that only what is asked for needs to be parsed: a
// configuration uses a few of a hundred components, and parsing all of them takes longer than judging it.

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const linesOf = (entries: Json): string =>
  Object.entries(entries)
    .map(([key, value]) => `\n${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',');

/** The text that `readSchemaText` reads. */
export const writeSchemaText = (schema: CollectorSchema): string => {
  const sections = Object.entries(schema).map(
    ([key, value]) =>
      `\n${JSON.stringify(key)}:${isRecord(value) ? `{${linesOf(value)}\n}` : JSON.stringify(value)}`,
  );
  return `{${sections.join(',')}\n}`;
};

/** Its values are texts until they are read. */
const parsedWhenRead = (texts: Record<string, unknown>): object =>
  new Proxy(texts, {
    get: (_, key) => {
      const value = texts[key as string];
      if (typeof value !== 'string' || !value.startsWith('{')) return value;
      const parsed: unknown = JSON.parse(value);
      texts[key as string] = parsed;
      return parsed;
    },
  });

/** The same as `JSON.parse`, for what `writeSchemaText` wrote; an object in a section is parsed when it is read. */
export const readSchemaText = (text: string): CollectorSchema => {
  const schema: Record<string, unknown> = {};
  let section = schema;
  for (const line of text.split('\n')) {
    const colon = line.indexOf('":');
    if (colon < 0) {
      // A brace around everything, or one that ends a section.
      section = schema;
      continue;
    }
    const key = line.slice(1, colon);
    const value = line.slice(colon + 2, line.endsWith(',') ? -1 : undefined);
    if (value === '{') {
      section = {};
      schema[key] = parsedWhenRead(section);
    } else section[key] = value.startsWith('{') ? value : JSON.parse(value);
  }
  return schema as unknown as CollectorSchema;
};
