import { Document, isMap, isScalar, type Pair } from 'yaml';
import type { CollectorConfig } from './config.ts';

/** Where a comment stands: the keys that lead to it; and what it says, a line each. */
export type Comment = readonly [path: readonly string[], ...lines: readonly string[]];

const commentText = (lines: readonly string[]): string => lines.map((line) => ` ${line}`).join('\n');

const findPair = (document: Document, path: readonly string[]): Pair | undefined => {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return undefined;
  return parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
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
    const key = findPair(document, path)?.key;
    if (!isScalar(key)) throw new Error(`no such key: ${path.join('.')}`);
    key.commentBefore = commentText(lines);
  }
  for (const section of Object.keys(config).slice(1)) {
    const key = findPair(document, [section])?.key;
    if (isScalar(key)) key.spaceBefore = true;
  }
  return document.toString({ lineWidth: 0 });
};
