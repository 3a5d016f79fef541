import type { Named } from '../case.ts';
import type { Json } from '../output/json.ts';
import { outputText, type Received } from '../output/received.ts';
import { encodingsOf } from './encodings.ts';
import type { Failure } from './failure.ts';
import { showValue } from './show.ts';

interface FoundText {
  readonly path: string;
  readonly text: string;
}

/** Ids, times and counts: nothing that anybody has put in, and digits that may be any. */
const MACHINE_MADE =
  /^(?:\w*UnixNano|traceId|spanId|parentSpanId|count|zeroCount|bucketCounts|explicitBounds|flags|droppedAttributesCount)$/;

/** Every text of a request, keys of attributes too; numbers as texts. */
function* textsOf(value: unknown, path = ''): Generator<FoundText> {
  if (typeof value === 'string' || typeof value === 'number') yield { path, text: String(value) };
  else if (Array.isArray(value)) {
    for (const item of value) yield* textsOf(item, path);
  } else if (typeof value === 'object' && value !== null) {
    const { key, value: inner } = value as Json;
    if (typeof key === 'string') {
      yield { path: `${path} key`, text: key };
      yield* textsOf(inner, `${path}.${key}`);
    } else {
      for (const [name, each] of Object.entries(value))
        if (!MACHINE_MADE.test(name)) yield* textsOf(each, pathOf(path, name));
    }
  }
}

/** Keys of OTLP that say nothing about where a text is. */
const SILENT =
  /^(?:stringValue|intValue|doubleValue|boolValue|bytesValue|kvlistValue|arrayValue|values|resource(?:Spans|Metrics|Logs)|scope(?:Spans|Metrics|Logs))$/;

const pathOf = (path: string, name: string): string => {
  if (SILENT.test(name)) return path;
  return path === '' ? name : `${path}.${name}`;
};

const MIN_DIGITS = 8;

/** Digits in other groups are the same number. */
const digitsOf = (text: string): string | undefined => {
  const digits = text.replace(/[\s().-]/g, '');
  return digits.length >= MIN_DIGITS && /^\d+$/.test(digits) ? digits : undefined;
};

const createFinder = (needle: string): ((text: string) => string | undefined) => {
  const forms = encodingsOf(needle).map(({ form, text }) =>
    form === 'as base64' ? { form, text, fold: false } : { form, text: text.toLowerCase(), fold: true },
  );
  const digits = digitsOf(needle);
  return (text) => {
    const folded = text.toLowerCase();
    const found = forms.find(({ text: form, fold }) => (fold ? folded : text).includes(form));
    if (found) return found.form;
    return digits !== undefined && text.replace(/[\s().-]/g, '').includes(digits)
      ? 'with its digits in other groups'
      : undefined;
  };
};

/** Whether a text came out anywhere, in any form: one failure for each output. */
export const checkNowhere = ({ name, place }: Named, received: readonly Received[]): readonly Failure[] => {
  const find = createFinder(name);
  return received.flatMap(({ output, requests }) => {
    for (const { path, text } of textsOf(requests)) {
      const form = find(text);
      if (form === undefined) continue;
      return [
        {
          place,
          message: `${JSON.stringify(name)} is there ${form}, at ${outputText(output)}`,
          differences: [{ path, expected: `nowhere ${JSON.stringify(name)}`, received: showValue(text) }],
          mayComeTrue: false,
          isPromise: true,
        },
      ];
    }
    return [];
  });
};

/** Names of the metrics, spans or services of an output, for messages. */
export const traceNames = (
  received: readonly Received[],
  names: ReadonlyMap<string, string>,
): readonly string[] => [
  ...new Set(received.flatMap(({ spans }) => [...spans.keys()].map((id) => names.get(id) ?? id))),
];
