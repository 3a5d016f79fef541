import { base64Of } from '../../../core/base64.ts';
import type { AnyValue } from '../../otlp/model.ts';
import { CannotEvaluate, isBytes, isList, isMap, isTagged, OttlError, type OttlValue } from './value.ts';

/** Texts as encoding/json writes them: https://pkg.go.dev/encoding/json#Marshal */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const compareKeys = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : Number(one > other);

const goJson = (value: AnyValue): string => {
  if (value === undefined) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new OttlError(`${value} has no form in JSON`);
  if (isBytes(value)) return `"${base64Of(String.fromCharCode(...value))}"`;
  if (isMap(value)) {
    const entries = [...value].toSorted(compareKeys);
    return `{${entries.map(([key, item]) => `${quoted(key)}:${goJson(item)}`).join(',')}}`;
  }
  if (isList(value)) return `[${value.map(goJson).join(',')}]`;
  return Object.is(value, -0) ? '-0' : String(value);
};

/** A value as a text, where a function takes any; undefined of nothing. */
export const stringLike = (value: OttlValue): string | undefined => {
  if (value === undefined || typeof value === 'string') return value;
  if (isBytes(value)) return [...value].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (isTagged(value)) {
    if (value.what === 'duration') return String(value.nanos);
    throw new CannotEvaluate(`a ${value.what} as a text`);
  }
  return goJson(value);
};
