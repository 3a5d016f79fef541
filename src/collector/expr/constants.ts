import { faultOfRegexp } from '../../core/go/regexp.ts';
import { ExprFault } from './fault.ts';
import { type Expression, partsOf } from './syntax.ts';

/** The Collector computes what is constant before an expression runs, with 64 bits. */
const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

const integerOf = (node: Expression): bigint | undefined => {
  if (node.kind === 'integer') return node.value;
  if (node.kind === 'unary' && (node.operator === '-' || node.operator === '+')) {
    const operand = integerOf(node.operand);
    return operand === undefined || node.operator === '+' ? operand : wrap(-operand);
  }
  if (node.kind !== 'binary') return undefined;
  const [left, right] = [integerOf(node.left), integerOf(node.right)];
  if (left === undefined || right === undefined) return undefined;
  if (node.operator === '+') return wrap(left + right);
  if (node.operator === '-') return wrap(left - right);
  if (node.operator === '*') return wrap(left * right);
  return node.operator === '%' && right !== 0n ? left % right : undefined;
};

const textOf = (node: Expression): string | undefined => {
  if (node.kind === 'string') return node.value;
  if (node.kind !== 'binary' || node.operator !== '+') return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
};

const POINTERS = ['', 'index', 'acc'];

/**
 * What is found when an expression is compiled: also in the arguments of functions that are not known, whose types are
 * not looked at. @throws {ExprFault} where something that is constant cannot be computed.
 */
export const checkConstants = (node: Expression): void => {
  for (const part of partsOf(node)) checkConstants(part);
  if (node.kind === 'pointer' && !POINTERS.includes(node.name))
    throw new ExprFault(node.start, `"#${node.name}" is not known`);
  if (node.kind !== 'binary') return;
  const { operator, left, right, start } = node;
  if (operator === '%' && integerOf(left) !== undefined && integerOf(right) === 0n)
    throw new ExprFault(start, 'divides by zero');
  const pattern = operator === 'matches' ? textOf(right) : undefined;
  const fault = pattern === undefined ? undefined : faultOfRegexp(pattern);
  if (fault) throw new ExprFault(right.start, fault);
};
