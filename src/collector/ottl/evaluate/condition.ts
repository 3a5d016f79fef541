import { SyntaxFault } from '../fault.ts';
import { parseCondition } from '../parse.ts';
import type { Test } from '../syntax.ts';
import { type Comparison, compare } from './compare.ts';
import { type EvaluatedScope, valueGetter } from './expression.ts';
import { CannotEvaluate, kindOf, OttlError, type OttlSubject } from './value.ts';

export type Predicate = (subject: OttlSubject) => boolean;

/** What the component does where a condition fails: `ignore` and `silent` go on with the next one. */
export type ErrorMode = 'ignore' | 'silent' | 'propagate' | '';

const predicateOf = (test: Test, scope: EvaluatedScope): Predicate => {
  switch (test.kind) {
    case 'all':
    case 'any': {
      const parts = test.tests.map((each) => predicateOf(each, scope));
      return test.kind === 'all'
        ? (subject) => parts.every((part) => part(subject))
        : (subject) => parts.some((part) => part(subject));
    }
    case 'not': {
      const part = predicateOf(test.test, scope);
      return (subject) => !part(subject);
    }
    case 'compare': {
      const [left, right] = [valueGetter(test.left, scope), valueGetter(test.right, scope)];
      return (subject) => compare(left(subject), right(subject), test.operator as Comparison);
    }
    default: {
      const value = valueGetter(test.value, scope);
      return (subject) => {
        const result = value(subject);
        if (typeof result === 'boolean') return result;
        throw new OttlError(`a condition is true or false, not ${kindOf(result)}`);
      };
    }
  }
};

/**
 * A condition that can be asked.
 * @throws CannotEvaluate where it cannot be parsed, or a part of it cannot be evaluated here
 */
const compileCondition = (text: string, scope: EvaluatedScope): Predicate => {
  try {
    return predicateOf(parseCondition(text).test, scope);
  } catch (error) {
    if (error instanceof SyntaxFault) throw new CannotEvaluate(`${JSON.stringify(text)}: ${error.message}`);
    if (!(error instanceof CannotEvaluate)) throw error;
    throw new CannotEvaluate(`${error.message} in ${JSON.stringify(text)}`);
  }
};

/**
 * Several conditions, of which one has to hold.
 * @throws CannotEvaluate
 */
export const compileAny = (
  texts: readonly string[],
  scope: EvaluatedScope,
  errorMode: ErrorMode,
): Predicate | undefined => {
  const conditions = texts.map((text) => compileCondition(text, scope));
  if (conditions.length === 0) return undefined;
  return (subject) =>
    conditions.some((condition) => {
      try {
        return condition(subject);
      } catch (error) {
        if (!(error instanceof OttlError) || errorMode === 'propagate') throw error;
        return false;
      }
    });
};
