import type { FieldModel } from '../model.ts';
import type { Theme } from './theme.ts';

/** The color of the last step that a value has reached. */
export const thresholdColor = (value: number, { thresholds }: FieldModel, theme: Theme): string => {
  const reached = (thresholds?.steps ?? []).filter((step) => step.value === null || value >= step.value);
  const color = reached.at(-1)?.color ?? 'text';
  return theme.named[color] ?? color;
};
