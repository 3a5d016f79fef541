import type { Frame, Profile, Sample } from './profile.ts';

/** What one function cost. */
export interface HotFunction extends Frame {
  /** In itself. */
  readonly self: number;
  /** In itself and in what it called. */
  readonly total: number;
}

/** Where a value stands in samples: by the name of its type, else the last one, as pprof does. Undefined where there is none of that name. */
export const valueIndexOf = ({ types }: Profile, name?: string): number | undefined => {
  if (name === undefined) return types.length - 1;
  const index = types.findIndex(({ type }) => type === name);
  return index < 0 ? undefined : index;
};

/** The sum of a value over all samples. */
export const totalOf = ({ samples }: Pick<Profile, 'samples'>, index: number): number =>
  samples.reduce((sum, { values }) => sum + (values[index] ?? 0), 0);

/** One function on all its lines; functions without a name are told apart by their place. */
export const functionKey = ({ name, file, line, column }: Frame): string =>
  name === '' || name === '(anonymous)' ? `${file}:${line}:${column}` : `${name}\n${file}`;

/** The functions of a profile, the most expensive in itself first. */
export const hotFunctions = (
  { samples }: Pick<Profile, 'samples'>,
  index: number,
): readonly HotFunction[] => {
  const found = new Map<string, { frame: Frame; self: number; total: number }>();
  const entryOf = (frame: Frame) => {
    const key = functionKey(frame);
    const entry = found.get(key) ?? { frame, self: 0, total: 0 };
    found.set(key, entry);
    return entry;
  };
  for (const { stack, values } of samples) {
    const value = values[index] ?? 0;
    const [leaf] = stack;
    if (!leaf || value === 0) continue;
    entryOf(leaf).self += value;
    // A function that calls itself counts once.
    for (const entry of new Set(stack.map(entryOf))) entry.total += value;
  }
  return [...found.values()]
    .map(({ frame, self, total }) => ({ ...frame, self, total }))
    .sort((a, b) => b.self - a.self || b.total - a.total || a.name.localeCompare(b.name));
};

/** The samples by the value of a label, the most expensive first; those without the label last. */
export const groupByLabel = (
  profile: Profile,
  label: string,
  index: number,
): readonly { readonly value: string | undefined; readonly samples: Profile['samples'] }[] => {
  const groups = new Map<string | undefined, Sample[]>();
  for (const sample of profile.samples) {
    const value = sample.labels[label];
    const group = groups.get(value);
    if (group) group.push(sample);
    else groups.set(value, [sample]);
  }
  return [...groups]
    .map(([value, samples]) => ({ value, samples, total: totalOf({ samples }, index) }))
    .sort((a, b) => Number(a.value === undefined) - Number(b.value === undefined) || b.total - a.total)
    .map(({ value, samples }) => ({ value, samples }));
};
