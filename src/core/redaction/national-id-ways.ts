import { type Digits, MAX_DIGITS } from './digits.ts';

/** A shape with how many letters or else digits it begins with, and whether the digits are all that it has. */
export interface Way {
  readonly shape: string;
  readonly letters: number;
  readonly digits: number;
  readonly isDigits: boolean;
  /** Before which of these digits something has to stand, and may stand, as bits. */
  readonly gaps: number;
  readonly mayBeGaps: number;
  /** What stands before each of these digits, as `Digits` has it; `~` for any separator. */
  readonly separators: Uint8Array;
}

const ANY_SEPARATOR = 126;

const isKind = (sign: string): boolean => /[9Aax]/.test(sign);

export const wayOf = (shape: string): Way => {
  const kinds = [...shape].filter(isKind).join('');
  const digits = kinds.search(/[Aa]|$/);
  const separators = new Uint8Array(digits);
  let gaps = 0;
  let mayBeGaps = 0;
  let count = 0;
  for (const kind of shape)
    if (isKind(kind)) count++;
    else {
      mayBeGaps |= 1 << count;
      if (kind !== '~') gaps |= 1 << count;
      // There is no place behind the last one.
      separators[count] = kind.charCodeAt(0);
    }
  const mask = (1 << digits) - 1;
  return {
    shape,
    letters: kinds.search(/[9x]|$/),
    digits,
    isDigits: digits === kinds.length,
    gaps: gaps & mask,
    mayBeGaps: mayBeGaps | ~mask,
    separators,
  };
};

/** Whether the digits are apart as the shape has them; that they are apart at its places is known. */
export const areSeparatedAs = (way: Way, { first, separators }: Digits): boolean => {
  for (let k = 1; k < way.digits; k++) {
    const wanted = way.separators[k] as number;
    const separator = separators[first + k] as number;
    // Several units are more than any separator.
    if (wanted === ANY_SEPARATOR ? separator > 127 : separator !== wanted) return false;
  }
  return true;
};

/** Ways that fit digits: near a name, and without one. */
export interface FittingWays<Some> {
  readonly named: readonly Some[];
  readonly alone: readonly Some[];
}

/** Of the ways in which digits may be apart, as many as lists of numbers have. A power of two. */
const REMEMBERED = 1_024;
const REMEMBERED_BITS = 10;

/** By itself, because what it makes remembers its arguments: so they cost nothing where the answer is known. */
const fitting = <Some extends Way>(ways: readonly Some[], count: number, gaps: number): FittingWays<Some> => {
  // Most numbers have too few or too many digits; this is why they cost little.
  const named = ways.filter(
    ({ digits }) => count === digits || (count > digits && ((gaps >> digits) & 1) === 1),
  );
  // In a row of numbers most groups are those of no shape.
  const alone = named.filter((way) => ((gaps & ~way.mayBeGaps) | (way.gaps & ~gaps)) === 0);
  return { named, alone };
};

/** A finder of the ways that fit so many digits, apart at these places. */
export const createWayFinder = <Some extends Way>(
  ways: readonly Some[],
): ((digits: Pick<Digits, 'count' | 'gaps'>) => FittingWays<Some>) => {
  const keys = new Int32Array(REMEMBERED).fill(-1);
  const fits: FittingWays<Some>[] = [];
  return ({ count, gaps }) => {
    const key = gaps * (MAX_DIGITS + 1) + count;
    const slot = Math.imul(key, 0x9e3779b1) >>> (32 - REMEMBERED_BITS);
    if (keys[slot] !== key) {
      keys[slot] = key;
      fits[slot] = fitting(ways, count, gaps);
    }
    return fits[slot] as FittingWays<Some>;
  };
};
