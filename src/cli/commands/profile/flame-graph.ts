import type { CallNode } from '../../../core/profiling/call-tree.ts';
import { formatShare, formatValue, placeOf } from '../../../core/profiling/format-value.ts';
import type { HotFunction } from '../../../core/profiling/hot-functions.ts';
import type { Frame, ValueType } from '../../../core/profiling/profile.ts';

/** What is drawn. */
export interface FlameGraph {
  readonly title: string;
  readonly type: ValueType;
  readonly total: number;
  readonly tree: CallNode;
  readonly functions: readonly HotFunction[];
}

/** One function at its place: from 0 to 1 of the width, and how deep. */
export interface Box {
  readonly frame: Frame;
  readonly value: number;
  readonly left: number;
  readonly width: number;
  readonly depth: number;
}

/** The tree as boxes, each before what it called. */
export const boxesOf = ({ tree, total }: Pick<FlameGraph, 'tree' | 'total'>): readonly Box[] => {
  const boxes: Box[] = [];
  const add = ({ frame, value, children }: CallNode, left: number, depth: number): void => {
    boxes.push({ frame, value, left, width: total > 0 ? value / total : 0, depth });
    let at = left;
    for (const child of children) {
      add(child, at, depth + 1);
      at += total > 0 ? child.value / total : 0;
    }
  };
  add(tree, 0, 0);
  return boxes;
};

/** What a box says: name, place, how much. */
export const describeBox = ({ frame, value, width }: Box, { unit }: ValueType): string =>
  [frame.name, placeOf(frame), `${formatValue(value, unit)}, ${formatShare(width)}`]
    .filter(Boolean)
    .join(', ');

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML and SVG, also in attributes. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[\p{Cc}&<>"']/gu, (character) => ESCAPES[character] ?? ' ');

const HUES = 40;

/** The same for one file: what belongs together looks alike. Dark text on it has a contrast above 7. */
export const colourOf = ({ file }: Frame): string => {
  let hash = 0;
  for (let i = 0; i < file.length; i++) hash = (Math.imul(hash, 31) + file.charCodeAt(i)) >>> 0;
  const hue = file.startsWith('node:') || file === '' ? 210 : file.includes('node_modules/') ? 100 : 20;
  const spread = file === '' ? 0 : (hash % HUES) - HUES / 2;
  return `hsl(${hue + spread} ${file === '' ? 8 : 70}% 74%)`;
};
