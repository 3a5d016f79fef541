/** How the text of an environment variable becomes a value. */
export interface ValueType<T> {
  /** Completes "expected …", and the type column of the settings table. */
  readonly accepts: string;
  /** Undefined where the text is not acceptable. */
  parse(text: string): T | undefined;
  /** What of an acceptable text could not be used. */
  faults?(text: string): readonly ValueFault[];
}

/** A part of a value that is left out. */
interface ValueFault {
  readonly part: string;
  readonly message: string;
}

export const anyText: ValueType<string> = { accepts: 'text', parse: (text) => text };

const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
]);

/** Only `true` and `false`, whatever their case: https://opentelemetry.io/docs/specs/otel/configuration/common/#boolean */
export const boolean: ValueType<boolean> = {
  accepts: 'true or false',
  parse: (text) => BOOLEANS.get(text.toLowerCase()),
};

const DECIMAL = /^[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:e[+-]?\d{1,3})?$/i;

export const number = (min: number, max: number): ValueType<number> => ({
  accepts: `a number from ${min} to ${max}`,
  parse: (text) => {
    const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  },
});

export const integer = (min: number, max: number = Number.MAX_SAFE_INTEGER): ValueType<number> => ({
  accepts:
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number, at least ${min}`
      : `a whole number from ${min} to ${max}`,
  parse: (text) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  },
});

export const oneOf = <const T extends string>(values: readonly T[]): ValueType<T> => ({
  accepts: values.length > 1 ? `one of ${values.join(', ')}` : `${values[0]}`,
  parse: (text) => values.find((value) => value === text.toLowerCase()),
});

/** Comma-separated names; empty ones are left out. */
export const list: ValueType<readonly string[]> = {
  accepts: 'names separated by commas',
  parse: (text) =>
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
};

export const listOf = <const T extends string>(values: readonly T[]): ValueType<readonly T[]> => {
  const known = new Set<string>(values);
  return {
    accepts: `names separated by commas: ${values.join(', ')}`,
    parse: (text) => {
      const names = (list.parse(text) ?? []).map((name) => name.toLowerCase());
      return names.length > 0 && names.every((name) => known.has(name)) ? (names as T[]) : undefined;
    },
  };
};

const HTTP_URL = /^https?:\/\/(?:\[[0-9a-f:.]{2,45}\]|[^\s/?#:@[\]]{1,253})(?::(\d{1,5}))?(?:[/?#]\S*)?$/i;

export const httpUrl: ValueType<string> = {
  accepts: 'a URL such as http://localhost:4318',
  parse: (text) => {
    const match = HTTP_URL.exec(text);
    return match && Number(match[1] ?? 1) >= 1 && Number(match[1] ?? 1) <= 65_535 ? text : undefined;
  },
};

const DATABASE_URL =
  /^(?:postgres(?:ql)?|mysql|mariadb):\/\/[^\s,/?#]{1,500}\/[^\s,?#]{1,200}(?:\?[^\s,]{0,500})?$/i;

/** Comma-separated, each with the name of a database; a comma inside of one is written `%2C`. */
export const databaseUrls: ValueType<readonly string[]> = {
  accepts: 'URLs separated by commas, such as postgresql://explain:secret@db:5432/shop',
  parse: (text) => {
    const urls = list.parse(text) ?? [];
    return urls.every((url) => DATABASE_URL.test(url)) ? urls : undefined;
  },
};

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return undefined;
  }
};

/** `key=value` pairs, URL-encoded: https://www.w3.org/TR/baggage/#header-content */
export const keyValues: ValueType<Readonly<Record<string, string>>> = {
  accepts: 'pairs such as key1=value1,key2=value2, URL-encoded',
  parse: (text) => {
    const record: Record<string, string> = {};
    for (const pair of list.parse(text) ?? []) {
      const equals = pair.indexOf('=');
      const key = equals > 0 ? decode(pair.slice(0, equals)) : undefined;
      const value = decode(pair.slice(equals + 1));
      if (!key || value === undefined) return undefined;
      record[key] = value;
    }
    return record;
  },
};

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/** What a header may be called: https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
export const isHeaderName = (name: string): boolean => HEADER_NAME.test(name);

/** Headers that mean something to servers, proxies or browsers. */
const TAKEN =
  /^(?:host|connection|content-.*|transfer-encoding|upgrade|te|trailer|keep-alive|expect|date|location|vary|via|accept.*|cache-control|etag|age|.*cookie.*|.*auth.*|access-control-.*|proxy-.*|sec-.*|server-timing|traceparent|tracestate|baggage|x-forwarded-.*|forwarded)$/i;

/** A header of the application's own, in small letters. */
export const ownHeader: ValueType<string> = {
  accepts: 'the name of a header that nobody else uses, such as x-request-id',
  parse: (text) => (isHeaderName(text) && !TAKEN.test(text) ? text.toLowerCase() : undefined),
};

/** What it may say, without what is not ASCII. An error about any other value would show it. */
export const isHeaderValue = (value: string): boolean => HEADER_VALUE.test(value);

/** Pairs that requests can carry as headers. */
export const headers: ValueType<Readonly<Record<string, string>>> = {
  accepts: `${keyValues.accepts}, of printable ASCII`,
  parse: (text) => {
    const record = keyValues.parse(text);
    const isGood = Object.entries(record ?? {}).every(
      ([name, value]) => isHeaderName(name) && isHeaderValue(value),
    );
    return isGood ? record : undefined;
  },
};
