import { type Document, isMap, isPair, isScalar, visit } from 'yaml';
import { type ParsedYaml, parseYaml } from './parse.ts';

const KEPT = 4;

/**
 * Remembers what the last texts were read as: what is checked is what is changed, and what a change makes is what is
 * checked next.
 */
export const createRecent = <T>(read: (text: string) => T): ((text: string) => T) => {
  const recent = new Map<string, T>();
  return (text) => {
    const known = recent.get(text) ?? read(text);
    recent.delete(text);
    recent.set(text, known);
    const [oldest] = recent.keys();
    if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
    return known;
  };
};

/** A text as it was parsed the last time. Keys that are there twice are no fault here. */
export const parseRecent: (text: string) => ParsedYaml = createRecent((text) =>
  parseYaml(text, { uniqueKeys: false }),
);

const verdicts = new WeakMap<Document.Parsed, boolean>();

/** A map of the document has a key twice. */
export const hasKeyTwice = (document: Document.Parsed): boolean => {
  const isTwice = verdicts.get(document) ?? findKeyTwice(document);
  verdicts.set(document, isTwice);
  return isTwice;
};

const findKeyTwice = (document: Document.Parsed): boolean => {
  let isTwice = false;
  visit(document, {
    Map(_, map) {
      if (!isMap(map)) return undefined;
      const keys = new Set<unknown>();
      for (const item of map.items) {
        const key = isPair(item) && isScalar(item.key) ? item.key.value : item;
        if (keys.has(key)) {
          isTwice = true;
          return visit.BREAK;
        }
        keys.add(key);
      }
      return undefined;
    },
  });
  return isTwice;
};
