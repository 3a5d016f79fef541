import * as as from '../arguments.ts';
import type { OttlValue } from '../value.ts';
import { isTagged, OttlTypeError } from '../value.ts';
import { type Functions, type OttlFunction, unary } from './define.ts';

/** Whether a value is of a kind: what a getter of that kind takes. */
const isOf = (take: (value: OttlValue) => unknown): OttlFunction =>
  unary('target', (value) => {
    try {
      take(value);
      return true;
    } catch (error) {
      if (error instanceof OttlTypeError) return false;
      throw error;
    }
  });

/** What a value is, and what can be made of it. */
export const kindFunctions: Functions = {
  IsString: isOf(as.text),
  IsInt: isOf(as.int),
  IsDouble: isOf(as.float),
  IsBool: isOf(as.bool),
  IsMap: isOf(as.map),
  IsList: unary('target', (value) => Array.isArray(value) || (isTagged(value) && value.what === 'items')),
  Int: unary('target', as.intLike),
  Double: unary('target', as.floatLike),
  Bool: unary('target', as.boolLike),
};
