import { type Document, isMap, isPair, isScalar, visit } from 'yaml';
import { type ParsedYaml, parseYaml } from './parse.ts';

const KEPT = 4;
const recent = new Map<string, ParsedYaml>();

/**
 * A text as it was parsed the last time: what is checked is what is changed, and what a change makes is what is
 * checked next. Keys that are there twice are no fault here.
 */
export const parseRecent = (text: string): ParsedYaml => {
  const parsed = recent.get(text) ?? parseYaml(text, { uniqueKeys: false });
  recent.delete(text);
  recent.set(text, parsed);
  const [oldest] = recent.keys();
  if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
  return parsed;
};

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
