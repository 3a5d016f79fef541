import { isScalar, Scalar } from 'yaml';
import type { Value } from '../../core/yaml/read-node.ts';
import { parseSelector } from './parse-selector.ts';

const SUM = /^sum\s*\(([\s\S]*)\)$/;
const GROWTH = /^(?:rate|increase)\s*\(([\s\S]*)\[[^\][]+\]\s*\)$/;

/**
 * The counter in `sum(rate(counter[5m]))`, as tools that put windows of their own into queries have it. The rules here add
 * up and look at windows too, so it comes to the same. Whatever is more than that stays as it is.
 */
export const counterOf = (value: Value): Value => {
  const { node, path } = value;
  if (!isScalar(node) || typeof node.value !== 'string') return value;
  const summed = (SUM.exec(node.value.trim())?.[1] ?? node.value).trim();
  const counter = (GROWTH.exec(summed)?.[1] ?? summed).trim();
  if ('fault' in parseSelector(counter)) return value;
  const plain = new Scalar(counter);
  plain.range = node.range ?? null;
  return { node: plain, path };
};
