/** How strongly operators bind: https://github.com/expr-lang/expr/blob/v1.17.8/parser/operator/operator.go */
export const BINARY: Readonly<Record<string, number>> = {
  '|': 0,
  or: 10,
  '||': 10,
  and: 15,
  '&&': 15,
  '==': 20,
  '!=': 20,
  '<': 20,
  '>': 20,
  '>=': 20,
  '<=': 20,
  in: 20,
  matches: 20,
  contains: 20,
  startsWith: 20,
  endsWith: 20,
  '..': 25,
  '+': 30,
  '-': 30,
  '*': 60,
  '/': 60,
  '%': 60,
  '**': 100,
  '^': 100,
  '??': 500,
};

export const UNARY: Readonly<Record<string, number>> = { not: 50, '!': 50, '-': 90, '+': 90 };

export const isRightAssociative = (operator: string): boolean => operator === '**' || operator === '^';

export const isComparison = (operator: string): boolean => ['<', '>', '>=', '<='].includes(operator);

/** `not in` and the like. */
export const canBeNegated = (operator: string): boolean =>
  ['contains', 'matches', 'startsWith', 'endsWith', 'in'].includes(operator);
