import { fitsInt64 } from './arguments.ts';
import { CannotEvaluate, isTagged, kindOf, OttlError, type OttlValue } from './value.ts';

const wrong = (left: OttlValue, operator: string, right: OttlValue): never => {
  throw new OttlError(`${kindOf(left)} ${operator} ${kindOf(right)} is not supported`);
};

const exact = (value: bigint): bigint => {
  if (!fitsInt64(value)) throw new CannotEvaluate('arithmetic beyond 64 bits');
  return value;
};

const ofInts = (left: bigint, operator: string, right: bigint): bigint => {
  if (operator === '+') return exact(left + right);
  if (operator === '-') return exact(left - right);
  if (operator === '*') return exact(left * right);
  if (right === 0n) throw new OttlError('attempted to divide by 0');
  return left / right;
};

const ofFloats = (left: number, operator: string, right: number): number => {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  if (right === 0) throw new OttlError('attempted to divide by 0');
  return left / right;
};

const ofTimes = (left: OttlValue, operator: string, right: OttlValue): OttlValue => {
  if (!isTagged(left) || !isTagged(right) || !('nanos' in left) || !('nanos' in right))
    return wrong(left, operator, right);
  const isTime = (value: { readonly what: string }): boolean => value.what === 'time';
  if (operator === '+' && !(isTime(left) && isTime(right)))
    return { what: isTime(left) || isTime(right) ? 'time' : 'duration', nanos: left.nanos + right.nanos };
  if (operator === '-' && (isTime(left) || !isTime(right)))
    return { what: isTime(left) && !isTime(right) ? 'time' : 'duration', nanos: left.nanos - right.nanos };
  return wrong(left, operator, right);
};

/** Numbers: whole ones stay whole. Times and durations can be added and subtracted. */
export const calculate = (left: OttlValue, operator: string, right: OttlValue): OttlValue => {
  if (typeof left === 'bigint' && typeof right === 'bigint') return ofInts(left, operator, right);
  const isNumber = (value: OttlValue): value is number | bigint =>
    typeof value === 'number' || typeof value === 'bigint';
  if (isNumber(left) && isNumber(right)) return ofFloats(Number(left), operator, Number(right));
  return ofTimes(left, operator, right);
};

export const negate = (value: OttlValue): OttlValue => {
  if (typeof value === 'bigint') return exact(-value);
  if (typeof value === 'number') return -value;
  throw new OttlError(`unsupported unary minus operation on ${kindOf(value)}`);
};
