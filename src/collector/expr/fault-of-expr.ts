import { checkExpr } from './check.ts';
import { checkConstants } from './constants.ts';
import { ExprFault } from './fault.ts';
import { parseExpr } from './parse.ts';

/**
 * What is wrong with an expression of https://expr-lang.org, and where; undefined where a component compiles it. Names
 * of its surroundings are not known before it runs, so each is right. `needsBool`: it has to give true or false.
 */
export const faultOfExpr = (text: string, needsBool = false): ExprFault | undefined => {
  try {
    const node = parseExpr(text);
    const { type } = checkExpr(node);
    checkConstants(node);
    if (!needsBool || type === 'bool' || type === 'unknown') return undefined;
    return new ExprFault(node.start, `gives ${type}; expected true or false`);
  } catch (error) {
    if (error instanceof ExprFault) return error;
    throw error;
  }
};
