import { faultOfRegexp } from '../../core/go/regexp.ts';
import { isAssignableKey } from './check-call.ts';
import { ExprFault } from './fault.ts';
import {
  BOOL,
  both,
  FLOAT,
  INT,
  isAssignable,
  isBool,
  isComparable,
  isDuration,
  isInteger,
  isList,
  isMap,
  isNil,
  isNumber,
  isString,
  isTime,
  isUnknown,
  itemOf,
  listOf,
  mayFit,
  type Nature,
  NIL,
  ofType,
  STRING,
  UNKNOWN,
} from './nature.ts';
import type { Expression } from './syntax.ts';

type Binary = Extract<Expression, { kind: 'binary' }>;
type Operation = (left: Nature, right: Nature) => Nature | undefined;

const TIME = ofType('time.Time');
const DURATION = ofType('time.Duration');

const promoted = (left: Nature, right: Nature): Nature =>
  both(left, right, (each) => each.type !== 'float64') ? INT : FLOAT;

const logical: Operation = (left, right) =>
  both(left, right, isBool) || mayFit(left, right, isBool) ? BOOL : undefined;

const ORDERED = [isNumber, isString, isTime, isDuration];

const ordered: Operation = (left, right) =>
  ORDERED.some((is) => both(left, right, is)) || mayFit(left, right, ...ORDERED) ? BOOL : undefined;

const equal: Operation = (left, right) => (isComparable(left, right) ? BOOL : undefined);

const divided: Operation = (left, right) =>
  both(left, right, isNumber) || mayFit(left, right, isNumber) ? FLOAT : undefined;

const onTexts: Operation = (left, right) =>
  both(left, right, isString) || mayFit(left, right, isString) ? BOOL : undefined;

const coalesced: Operation = (left, right) => {
  if (isNil(left)) return isNil(right) ? NIL : right;
  return isNil(right) || isAssignable(right, left) ? left : UNKNOWN;
};

const added: Operation = (left, right) => {
  if (both(left, right, isNumber)) return promoted(left, right);
  if (both(left, right, isString)) return STRING;
  if ((isTime(left) && isDuration(right)) || (isDuration(left) && isTime(right))) return TIME;
  if (both(left, right, isDuration)) return DURATION;
  return mayFit(left, right, isNumber, isString, isTime, isDuration) ? UNKNOWN : undefined;
};

const subtracted: Operation = (left, right) => {
  if (both(left, right, isNumber)) return promoted(left, right);
  if (both(left, right, isTime) || both(left, right, isDuration)) return DURATION;
  if (isTime(left) && isDuration(right)) return TIME;
  return mayFit(left, right, isNumber, isTime, isDuration) ? UNKNOWN : undefined;
};

const multiplied: Operation = (left, right) => {
  if (both(left, right, isNumber)) return promoted(left, right);
  const isSpan = (each: Nature): boolean => isNumber(each) || isDuration(each);
  if (both(left, right, isSpan)) return DURATION;
  return mayFit(left, right, isNumber, isDuration) ? UNKNOWN : undefined;
};

const contained: Operation = (left, right) => {
  if ((isString(left) || isUnknown(left)) && isTime(right)) return BOOL;
  if (isMap(right)) return isUnknown(left) || isAssignableKey(left, right) ? BOOL : undefined;
  if (isList(right)) return isComparable(left, itemOf(right)) ? BOOL : undefined;
  return (isUnknown(left) && isString(right)) || isUnknown(right) ? BOOL : undefined;
};

const matched: Operation = (left, right) =>
  left.type === '[]uint8' && isString(right) ? BOOL : onTexts(left, right);

const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...Object.fromEntries(['==', '!='].map((each) => [each, equal])),
  ...Object.fromEntries(['or', '||', 'and', '&&'].map((each) => [each, logical])),
  ...Object.fromEntries(['<', '>', '<=', '>='].map((each) => [each, ordered])),
  ...Object.fromEntries(['/', '**', '^'].map((each) => [each, divided])),
  ...Object.fromEntries(['contains', 'startsWith', 'endsWith'].map((each) => [each, onTexts])),
  '+': added,
  '-': subtracted,
  '*': multiplied,
  '%': (left, right) => (both(left, right, isInteger) || mayFit(left, right, isInteger) ? INT : undefined),
  '..': (left, right) =>
    both(left, right, isInteger) || mayFit(left, right, isInteger) ? listOf(INT) : undefined,
  '??': coalesced,
  in: contained,
  matches: matched,
};

export const checkBinary = ({ operator, right, start }: Binary, one: Nature, other: Nature): Nature => {
  const fault = operator === 'matches' && right.kind === 'string' ? faultOfRegexp(right.value) : undefined;
  if (fault) throw new ExprFault(right.start, fault);
  const result = OPERATIONS[operator]?.(one, other);
  if (result) return result;
  throw new ExprFault(start, `"${operator}" does not work on ${one.type} and ${other.type}`);
};
