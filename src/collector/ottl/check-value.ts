import { nearest } from '../../core/nearest.ts';
import { checkCall } from './check-call.ts';
import { checkPath, listed } from './check-path.ts';
import { addFault, type Scope } from './scope.ts';
import type { Name, Value } from './syntax.ts';

const checkEnum = ({ text, start }: Name, scope: Scope): void => {
  const known = scope.known.enums ?? [];
  if (known.includes(text)) return;
  const near = nearest(text, known);
  const hint = near ? `did you mean "${near}"?` : `known: ${listed(known)}`;
  addFault(scope, start, `${text} is not a symbol of the context ${scope.context}; ${hint}`);
};

/** Checks a value and all that is in it. */
export const checkValue = (value: Value, scope: Scope): void => {
  switch (value.kind) {
    case 'path':
      checkPath(value, scope);
      break;
    case 'call':
      checkCall(value, scope);
      break;
    case 'enum':
      checkEnum(value, scope);
      break;
    case 'math':
      for (const operand of value.operands) scope.check(operand);
      break;
    case 'list':
    case 'map':
      for (const item of value.items) scope.check(item);
      break;
    default:
      break;
  }
};
