import { createReplacement, type Hash } from './actions.ts';
import { isMark } from './is-mark.ts';
import type { RedactionAction } from './policy.ts';
import { REDACTED } from './text.ts';

/** A value that is left out together with its key. */
export const REMOVED: unique symbol = Symbol('removed');

/** Nothing to hide, and a mark would say that there was something. A yes or no is no secret. */
const isHarmless = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || typeof value === 'boolean';

/** What becomes of a value because of its key, whatever it looks like. */
export const createDecided = (
  hash: Hash | undefined,
): ((action: RedactionAction, value: unknown) => unknown) => {
  const replacement = (action: RedactionAction) =>
    createReplacement(action, { id: 'key', mark: REDACTED, hash });
  const replacements = {
    partial: replacement('partial'),
    hash: replacement('hash'),
    truncate: replacement('truncate'),
  };
  const replaced = (value: unknown, replace: (value: string) => string): unknown => {
    if (isHarmless(value)) return value;
    if (typeof value === 'string') return isMark(value) ? value : replace(value);
    if (typeof value === 'number' || typeof value === 'bigint') return replace(String(value));
    return REDACTED;
  };
  return (action, value) => {
    if (action === 'keep' || isHarmless(value)) return value;
    if (action === 'remove') return REMOVED;
    if (action === 'mask') return typeof value === 'string' && isMark(value) ? value : REDACTED;
    const replace = replacements[action];
    if (!Array.isArray(value)) return replaced(value, replace);
    const clean = value.map((item) => replaced(item, replace));
    return clean.every((item, i) => Object.is(item, value[i])) ? value : clean;
  };
};
