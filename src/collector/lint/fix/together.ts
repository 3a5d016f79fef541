import type { SourceFile } from '../../document/load.ts';
import type { ConfigPath } from '../../document/node.ts';
import type { Fix } from '../rule.ts';
import { editsOf, hasPath, withEdits } from './edit.ts';
import { type Edit, inOrder } from './text.ts';

/** What a change depends on: a change of something in it, or of what it is in, has to come before it or after it. */
const scopesOf = (fix: Fix): readonly ConfigPath[] => {
  // Where an item stands changes with every other one.
  if (fix.do === 'move' || fix.do === 'remove-item') return [fix.path.slice(0, -1)];
  return fix.do === 'relocate' ? [fix.path, fix.to] : [fix.path];
};

const prefixesOf = (path: ConfigPath): readonly string[] =>
  path.map((_, index) => JSON.stringify(path.slice(0, index + 1)));

/** The first place in the order that is not before `start`. */
const placeOf = (order: readonly Edit[], start: number): number => {
  let [from, to] = [0, order.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((order[middle] as Edit).start < start) from = middle + 1;
    else to = middle;
  }
  return from;
};

const isRemoval = ({ start, end, put }: Edit): boolean => put === '' && start < end;

/** One ends before the other begins. Only what is taken away may lie side by side: there the order has no meaning. */
const isBefore = (one: Edit | undefined, other: Edit | undefined): boolean =>
  !one || !other || one.end < other.start || (one.end === other.start && isRemoval(one) && isRemoval(other));

interface Part {
  readonly index: number;
  readonly edits: readonly Edit[];
  readonly scopes: readonly ConfigPath[];
}

/** The change in the file in which the value is written, else in the last one that has a place for it. */
const partOf = (sources: readonly SourceFile[], fix: Fix): Part | undefined => {
  const written = sources.findLastIndex(({ text }) => hasPath(text, fix.path));
  const candidates = written >= 0 ? [written] : [...sources.keys()].reverse();
  for (const index of candidates) {
    const edits = editsOf(sources[index]?.text ?? '', fix);
    if (edits) return { index, edits, scopes: scopesOf(fix) };
  }
  return undefined;
};

/** Changes that can be made in one go, each as if it were the only one. */
const createCollection = (sources: readonly SourceFile[]) => {
  const orders = sources.map((): Edit[] => []);
  const taken = new Set<string>();
  const above = new Set<string>();

  const isFree = ({ index, edits, scopes }: Part): boolean => {
    const order = orders[index] ?? [];
    return (
      scopes.every((path) => {
        const prefixes = prefixesOf(path);
        return !above.has(prefixes.at(-1) ?? '') && !prefixes.some((each) => taken.has(each));
      }) &&
      edits.every((each) => {
        const at = placeOf(order, each.start);
        return isBefore(order[at - 1], each) && isBefore(each, order[at]);
      })
    );
  };
  const take = ({ index, edits, scopes }: Part): (() => void) => {
    const order = orders[index] ?? [];
    for (const each of edits) order.splice(placeOf(order, each.start), 0, each);
    const names = scopes.flatMap(prefixesOf).filter((each) => !above.has(each));
    const own = scopes.map((path) => prefixesOf(path).at(-1) ?? '');
    for (const each of names) above.add(each);
    for (const each of own) taken.add(each);
    return () => {
      for (const each of edits) order.splice(order.indexOf(each), 1);
      for (const each of names) above.delete(each);
      for (const each of own) taken.delete(each);
    };
  };
  /** All parts, or none. */
  const add = (parts: readonly Part[]): boolean => {
    const undo: (() => void)[] = [];
    for (const part of parts) {
      if (isFree(part)) undo.push(take(part));
      else {
        for (const each of undo.reverse()) each();
        return false;
      }
    }
    return true;
  };
  return { add, orders };
};

/**
 * The files after as many of some groups of fixes as do not touch each other: of a group all are made, or none.
 * Undefined where none is, or where the result would not parse.
 */
export const applyTogether = (
  sources: readonly SourceFile[],
  groups: readonly (readonly Fix[])[],
): readonly SourceFile[] | undefined => {
  const { add, orders } = createCollection(sources);
  let count = 0;
  for (const fixes of groups) {
    const parts = fixes.map((fix) => partOf(sources, fix));
    if (parts.every((each) => each !== undefined) && add(parts)) count++;
  }
  if (count === 0) return undefined;
  const after = sources.map((source, index) => {
    const edits = orders[index] ?? [];
    const text = edits.length === 0 ? source.text : withEdits(source.text, inOrder(edits));
    return text === undefined ? undefined : { ...source, text };
  });
  return after.every((each) => each !== undefined) ? after : undefined;
};
