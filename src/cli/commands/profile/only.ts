import { InvalidArgumentError } from 'commander';
import type { Profile } from '../../../core/profiling/profile.ts';
import { UsageError } from '../../io.ts';
import { labelOf } from './label-of.ts';

/** A label, and the value that samples are to have. */
export interface Only {
  readonly label: string;
  readonly value: string;
}

/** `route=/reports/:id`; may be given several times. */
export const parseOnly = (text: string, before: readonly Only[] = []): readonly Only[] => {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('expected a label and its value, such as route=/reports/:id.');
  return [...before, { label: labelOf(text.slice(0, at)), value: text.slice(at + 1) }];
};

/** Values that a message names. */
const MAX_VALUES = 10;

const valuesOf = (profiles: readonly Profile[], label: string): readonly string[] => [
  ...new Set(profiles.flatMap(({ samples }) => samples.flatMap(({ labels }) => labels[label] ?? []))),
];

/** What the message says where no sample has that label. */
export const noLabel = (label: string, profiles: readonly Profile[]): string => {
  const others = [
    ...new Set(profiles.flatMap(({ samples }) => samples.flatMap(({ labels }) => Object.keys(labels)))),
  ];
  const why =
    others.length === 0
      ? 'samples have labels where @datadog/pprof took them, on Node 24 or later'
      : `there are ${others.join(', ')}; ids are those of traces that are recorded`;
  return `no sample has the label "${label}"; ${why}`;
};

/** The profiles with those samples alone. Throws UsageError with the values that there are where none is left. */
export const onlyThose = (profiles: readonly Profile[], only: readonly Only[] = []): readonly Profile[] => {
  let left = profiles;
  for (const { label, value } of only) {
    const values = valuesOf(left, label);
    if (values.length === 0) throw new UsageError(`--only: ${noLabel(label, left)}`);
    if (!values.includes(value))
      throw new UsageError(
        `--only: no sample has ${label}=${value}; there are ${values.slice(0, MAX_VALUES).join(', ')}${values.length > MAX_VALUES ? ` and ${values.length - MAX_VALUES} more` : ''}`,
      );
    left = left.map((profile) => ({
      ...profile,
      samples: profile.samples.filter(({ labels }) => labels[label] === value),
    }));
  }
  return left;
};
