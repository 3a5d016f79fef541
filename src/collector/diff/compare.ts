import { Duration } from '../explain/duration.ts';
import { isRecord, Secret } from '../explain/effective.ts';

/** A setting that is not the same. */
export interface Change {
  /** Inside the component, such as `sending_queue.queue_size`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What Go has where nothing was said. */
const isZero = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === 0 ||
  value === false ||
  (value instanceof Duration && value.nanos === 0) ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.values(value).every(isZero));

const isSame = (one: unknown, other: unknown): boolean => {
  if (one instanceof Secret) return one.equals(other) || (other === undefined && one.isEmpty);
  if (other instanceof Secret) return one === undefined && other.isEmpty;
  if (one === undefined || other === undefined) return isZero(one) && isZero(other);
  if (one instanceof Duration && other instanceof Duration) return one.nanos === other.nanos;
  return Object.is(one, other);
};

const pathOf = (path: string, key: string): string => {
  const part = /^[^\s.[\]"]+$/.test(key) ? key : JSON.stringify(key);
  return path === '' ? part : `${path}.${part}`;
};

/** The name of each, where all have one and no two have the same. */
const namesOf = (list: readonly unknown[]): readonly string[] | undefined => {
  const names = list.map((item) => (isRecord(item) && typeof item.name === 'string' ? item.name : undefined));
  const found = names.filter((name) => name !== undefined);
  return found.length === list.length && new Set(found).size === list.length ? found : undefined;
};

const compareNamed = (
  before: readonly unknown[],
  after: readonly unknown[],
  names: readonly [readonly string[], readonly string[]],
  path: string,
): readonly Change[] => {
  const [old, now] = names;
  const all = [...new Set([...old, ...now])];
  const changes = all.flatMap((name) => {
    const [one, other] = [before[old.indexOf(name)], after[now.indexOf(name)]];
    const own = `${path}[name=${JSON.stringify(name)}]`;
    if (one === undefined || other === undefined) return [{ path: own, before: one, after: other }];
    return compareValues(one, other, own);
  });
  const common = (list: readonly string[], rest: readonly string[]) =>
    list.filter((name) => rest.includes(name));
  const [oldOrder, newOrder] = [common(old, now), common(now, old)];
  return oldOrder.join('\n') === newOrder.join('\n')
    ? changes
    : [...changes, { path: `${path} (order)`, before: oldOrder, after: newOrder }];
};

const compareLists = (
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
): readonly Change[] => {
  const [old, now] = [namesOf(before), namesOf(after)];
  if (old && now && old.length + now.length > 0) return compareNamed(before, after, [old, now], path);
  if (before.length === after.length)
    return before.flatMap((item, index) => compareValues(item, after[index], `${path}[${index}]`));
  return [{ path, before, after }];
};

/** Every setting that differs, by the names of the keys. */
export const compareValues = (before: unknown, after: unknown, path = ''): readonly Change[] => {
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path);
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    const at = (record: object, key: string): unknown =>
      Object.hasOwn(record, key) ? (record as Record<string, unknown>)[key] : undefined;
    return keys.flatMap((key) => compareValues(at(before, key), at(after, key), pathOf(path, key)));
  }
  return isSame(before, after) ? [] : [{ path, before, after }];
};
