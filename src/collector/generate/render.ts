import { Document, isMap, isScalar, isSeq, type Scalar } from 'yaml';
import type { CollectorConfig } from './config.ts';

/** Where a comment stands: the keys, and places in lists, that lead to it; and what it says, a line each. */
export type Comment = readonly [path: readonly (string | number)[], ...lines: readonly string[]];

const commentText = (lines: readonly string[]): string => lines.map((line) => ` ${line}`).join('\n');

/** The key, or the item of a list, at a path. */
const findScalar = (document: Document, path: readonly (string | number)[]): Scalar | undefined => {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const last = path.at(-1);
  const found =
    isSeq(parent) && typeof last === 'number'
      ? parent.items[last]
      : isMap(parent) && parent.items.find(({ key }) => isScalar(key) && key.value === last)?.key;
  return isScalar(found) ? found : undefined;
};

/** The configuration as YAML, with its comments. Throws where a comment's path leads nowhere. */
export const renderConfig = (
  config: CollectorConfig,
  header: readonly string[],
  comments: readonly Comment[] = [],
): string => {
  const document = new Document(config, { aliasDuplicateObjects: true, anchorPrefix: 'same' });
  document.commentBefore = commentText(header);
  for (const [path, ...lines] of comments) {
    const found = findScalar(document, path);
    if (!found) throw new Error(`no such key: ${path.join('.')}`);
    const text = commentText(lines);
    // What allows a finding stands next to what it is about.
    found.commentBefore = found.commentBefore ? `${found.commentBefore}\n${text}` : text;
  }
  for (const section of Object.keys(config).slice(1)) {
    const key = findScalar(document, [section]);
    if (key) key.spaceBefore = true;
  }
  return document.toString({ lineWidth: 0 });
};
