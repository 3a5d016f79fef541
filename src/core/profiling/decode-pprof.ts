import { createFrames, type Frame, type Profile, type Sample, type ValueType } from './profile.ts';
import { NotAProfile, readMessage, readPacked } from './protobuf-reader.ts';

/** More is none of a service of Node: what takes minutes to read is refused instead. */
const MAX_SAMPLES = 2_000_000;
const MAX_STACK = 10_000;

interface RawLabel {
  readonly key: number;
  readonly text: number;
  readonly value: number;
}

interface RawSample {
  readonly locations: readonly number[];
  readonly values: readonly number[];
  readonly labels: readonly RawLabel[];
}

/** The numbered fields of a small message, 0 where one is absent. */
const numbersOf = (bytes: Uint8Array): ((field: number) => number) => {
  const numbers = new Map<number, number>();
  readMessage(bytes, { number: (field, value) => numbers.set(field, value) });
  return (field) => numbers.get(field) ?? 0;
};

/** A field of numbers, packed or not, of a message. */
const listsOf = (bytes: Uint8Array, other?: (field: number, value: Uint8Array) => boolean) => {
  const lists = new Map<number, number[]>();
  const add = (field: number, values: readonly number[]): void => {
    const list = lists.get(field) ?? [];
    for (const value of values) list.push(value);
    lists.set(field, list);
  };
  readMessage(bytes, {
    number: (field, value) => add(field, [value]),
    bytes: (field, value) => {
      if (!other?.(field, value)) add(field, readPacked(value));
    },
  });
  return (field: number): readonly number[] => lists.get(field) ?? [];
};

const readSample = (bytes: Uint8Array): RawSample => {
  const labels: RawLabel[] = [];
  const lists = listsOf(bytes, (field, value) => {
    if (field !== 3) return false;
    const number = numbersOf(value);
    labels.push({ key: number(1), text: number(2), value: number(3) });
    return true;
  });
  return { locations: lists(1), values: lists(2), labels };
};

interface RawLine {
  readonly functionId: number;
  readonly line: number;
  readonly column: number;
}

const readLocation = (bytes: Uint8Array): { readonly id: number; readonly lines: readonly RawLine[] } => {
  let id = 0;
  const lines: RawLine[] = [];
  readMessage(bytes, {
    number: (field, value) => {
      if (field === 1) id = value;
    },
    bytes: (field, value) => {
      if (field !== 4) return;
      const number = numbersOf(value);
      lines.push({ functionId: number(1), line: number(2), column: number(3) });
    },
  });
  return { id, lines };
};

interface RawProfile {
  readonly types: ((field: number) => number)[];
  readonly samples: RawSample[];
  readonly locations: Map<number, readonly RawLine[]>;
  readonly functions: Map<number, (field: number) => number>;
  readonly texts: string[];
  readonly numbers: Map<number, number>;
  periodType: ((field: number) => number) | undefined;
}

const readRaw = (bytes: Uint8Array, textOf: (bytes: Uint8Array) => string): RawProfile => {
  const raw: RawProfile = {
    types: [],
    samples: [],
    locations: new Map(),
    functions: new Map(),
    texts: [],
    numbers: new Map(),
    periodType: undefined,
  };
  const parts: Readonly<Record<number, (value: Uint8Array) => void>> = {
    1: (value) => raw.types.push(numbersOf(value)),
    2: (value) => {
      if (raw.samples.length >= MAX_SAMPLES) throw new NotAProfile(`more than ${MAX_SAMPLES} samples`);
      raw.samples.push(readSample(value));
    },
    4: (value) => {
      const { id, lines } = readLocation(value);
      raw.locations.set(id, lines);
    },
    5: (value) => {
      const number = numbersOf(value);
      raw.functions.set(number(1), number);
    },
    6: (value) => raw.texts.push(textOf(value)),
    11: (value) => {
      raw.periodType = numbersOf(value);
    },
  };
  readMessage(bytes, {
    number: (field, value) => raw.numbers.set(field, value),
    bytes: (field, value) => parts[field]?.(value),
  });
  return raw;
};

/**
 * Reads a profile of pprof that is not compressed any more. Throws `NotAProfile` where the bytes are none.
 * https://github.com/google/pprof/blob/main/proto/profile.proto
 *
 * @param textOf reads UTF-8; this layer has nothing that does
 */
export const decodePprof = (bytes: Uint8Array, textOf: (bytes: Uint8Array) => string): Profile => {
  const raw = readRaw(bytes, textOf);
  if (raw.types.length === 0 || raw.texts[0] !== '') throw new NotAProfile('it names no type of sample');
  const text = (index: number): string => {
    const found = raw.texts[index];
    if (found === undefined) throw new NotAProfile(`a text that it refers to (${index}) is not in it`);
    return found;
  };
  const typeOf = (number: (field: number) => number): ValueType => ({
    type: text(number(1)),
    unit: text(number(2)),
  });
  const types = raw.types.map(typeOf);
  const frameOf = createFrames();
  const framesOfLocation = new Map<number, readonly Frame[]>();
  const framesAt = (id: number): readonly Frame[] => {
    const before = framesOfLocation.get(id);
    if (before) return before;
    const frames = (raw.locations.get(id) ?? []).map(({ functionId, line, column }) => {
      const number = raw.functions.get(functionId);
      if (!number) throw new NotAProfile(`a function that it refers to (${functionId}) is not in it`);
      return frameOf(text(number(2)), text(number(4)), line || number(5), column);
    });
    framesOfLocation.set(id, frames);
    return frames;
  };
  const samples = raw.samples.map(({ locations, values, labels }): Sample => {
    if (values.length !== types.length) throw new NotAProfile('a sample has not one value for each type');
    if (locations.length > MAX_STACK) throw new NotAProfile(`a stack of more than ${MAX_STACK} functions`);
    return {
      stack: locations.flatMap(framesAt),
      values,
      labels: Object.fromEntries(
        labels.map(({ key, text: index, value }) => [text(key), index ? text(index) : String(value)]),
      ),
    };
  });
  return {
    types,
    samples,
    periodType: raw.periodType ? typeOf(raw.periodType) : { type: '', unit: '' },
    period: raw.numbers.get(12) ?? 0,
    timeMillis: (raw.numbers.get(9) ?? 0) / 1e6,
    durationMillis: (raw.numbers.get(10) ?? 0) / 1e6,
  };
};
