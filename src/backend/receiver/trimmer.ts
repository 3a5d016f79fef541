import { MAX_ATTRIBUTES, MAX_NAME_LENGTH, MAX_VALUE_LENGTH } from '../limits.ts';
import type { Attributes, AttributeValue } from '../model.ts';
import type { RawAnyValue, RawKeyValue } from './schema.ts';

/** Turns wire values into the model's and cuts what is too long. One for each request. */
export class Trimmer {
  /** Values that were shortened or left out so far. */
  truncated = 0;

  #cut(text: string, limit: number): string {
    if (text.length <= limit) return text;
    this.truncated += 1;
    // A slice would keep the whole string alive; a round trip through bytes makes a copy.
    return `${Buffer.from(text.slice(0, limit - 1)).toString()}…`;
  }

  name(text: string | undefined): string {
    return this.#cut(text ?? '', MAX_NAME_LENGTH);
  }

  text(text: string | undefined): string {
    return this.#cut(text ?? '', MAX_VALUE_LENGTH);
  }

  list<T>(items: readonly T[] | undefined, limit: number): readonly T[] {
    if (!items) return [];
    if (items.length <= limit) return items;
    this.truncated += items.length - limit;
    return items.slice(0, limit);
  }

  attributes(raw: readonly RawKeyValue[] | undefined): Attributes {
    const result: Record<string, AttributeValue> = {};
    for (const { key, value } of this.list(raw, MAX_ATTRIBUTES)) {
      const name = this.name(key);
      const own = this.value(value);
      if (name !== '__proto__') result[name] = own;
      else Object.defineProperty(result, name, { value: own, enumerable: true });
    }
    return result;
  }

  value(raw: RawAnyValue | undefined): AttributeValue {
    if (!raw) return null;
    if (raw.stringValue !== undefined) return this.text(raw.stringValue);
    if (raw.boolValue !== undefined) return raw.boolValue;
    if (raw.intValue !== undefined)
      return typeof raw.intValue === 'bigint' ? String(raw.intValue) : raw.intValue;
    // JSON, in which the page gets it, has no NaN and no infinities.
    if (raw.doubleValue !== undefined)
      return Number.isFinite(raw.doubleValue) ? raw.doubleValue : String(raw.doubleValue);
    if (raw.arrayValue)
      return this.list(raw.arrayValue.values, MAX_ATTRIBUTES).map((item) => this.value(item));
    if (raw.kvlistValue) return this.attributes(raw.kvlistValue.values);
    return raw.bytesValue === undefined ? null : this.text(raw.bytesValue);
  }
}
