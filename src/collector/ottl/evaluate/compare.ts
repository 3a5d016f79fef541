// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/ottl/LANGUAGE.md#comparison-rules
import type { AnyValue, Attributes } from '../../otlp/model.ts';
import { isBytes, isList, isMap, isTagged, type OttlValue } from './value.ts';

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

const compareBytes = (left: Uint8Array, right: Uint8Array): number => {
  for (let at = 0; at < Math.min(left.length, right.length); at++)
    if (left[at] !== right[at]) return (left[at] ?? 0) - (right[at] ?? 0);
  return left.length - right.length;
};

/** Go compares texts by their bytes, JavaScript by UTF-16 units: they differ beyond 16 bits. */
const compareText = (left: string, right: string): number => {
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [one, other] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (one === other) continue;
    return (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0);
  }
  return left.length - right.length;
};

const equalMaps = (left: Attributes, right: Attributes): boolean =>
  left.size === right.size &&
  [...left].every(([key, value]) => right.has(key) && equalValues(value, right.get(key)));

/** Equal in kind and content: 1 and 1.0 are not. */
const equalValues = (left: AnyValue, right: AnyValue): boolean => {
  if (isMap(left)) return isMap(right) && equalMaps(left, right);
  if (isBytes(left)) return isBytes(right) && compareBytes(left, right) === 0;
  if (isList(left))
    return (
      isList(right) &&
      left.length === right.length &&
      left.every((item, index) => equalValues(item, right[index]))
    );
  return left === right;
};

const isNumber = (value: OttlValue): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

/** Negative, 0 or positive; NaN where neither holds; undefined where they have no order. */
const order = (left: OttlValue, right: OttlValue): number | undefined => {
  if (isNumber(left) && isNumber(right)) {
    const [one, other] = typeof left === typeof right ? [left, right] : [Number(left), Number(right)];
    if (one < other) return -1;
    return one > other ? 1 : one === other ? 0 : Number.NaN;
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (isBytes(left) && isBytes(right)) return compareBytes(left, right);
  if (isTagged(left) && isTagged(right) && 'nanos' in left && 'nanos' in right && left.what === right.what)
    return left.nanos < right.nanos ? -1 : left.nanos > right.nanos ? 1 : 0;
  return undefined;
};

const ORDERED: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const equalOther = (left: OttlValue, right: OttlValue): boolean => {
  if (isTagged(left) || isTagged(right))
    return (
      isTagged(left) &&
      isTagged(right) &&
      left.what === right.what &&
      'hex' in left &&
      'hex' in right &&
      left.hex === right.hex
    );
  return equalValues(left, right);
};

/** Values of different kinds are not equal, and have no order. */
export const compare = (left: OttlValue, right: OttlValue, comparison: Comparison): boolean => {
  if (left === undefined && right === undefined)
    return comparison === '==' || comparison === '<=' || comparison === '>=';
  const ordered = order(left, right);
  if (ordered !== undefined) return ORDERED[comparison](ordered);
  if (comparison === '==') return equalOther(left, right);
  return comparison === '!=' && !equalOther(left, right);
};
