import { hexOf } from '../../../go/utf8.ts';
import { CannotEvaluate, isBytes, kindOf, OttlError, type OttlValue } from '../value.ts';
import { type Functions, unary } from './define.ts';

/** An id of bytes, or of hexadecimal digits. */
const idOf = (what: 'trace id' | 'span id', digits: number) => (value: OttlValue) => {
  const hex = isBytes(value) && value.length * 2 === digits ? hexOf(value) : value;
  if (typeof hex !== 'string') throw new CannotEvaluate(`a ${what} of ${kindOf(value)}`);
  if (hex.length !== digits || !/^[0-9a-f]*$/i.test(hex))
    throw new OttlError(`${JSON.stringify(hex)} is no ${what} of ${digits} digits`);
  return { what, hex: hex.toLowerCase() };
};

export const idFunctions: Functions = {
  TraceID: unary('target', idOf('trace id', 32)),
  SpanID: unary('target', idOf('span id', 16)),
  IsRootSpan: {
    parameters: [],
    evaluate: (_, { span }) => {
      if (!span) throw new CannotEvaluate('IsRootSpan where there is no span');
      return span.parentSpanId === '' || /^0+$/.test(span.parentSpanId);
    },
  },
};
