import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

/** Keys of request metadata, whose case does not count. */
export function* duplicateKeys(view: View, key: string): Iterable<Finding> {
  const seen = new Set<string>();
  for (const [index, text] of view.texts(key).entries()) {
    const lowered = text.toLowerCase();
    if (seen.has(lowered))
      yield view.fault(`"${text}" is there twice, since its case does not count`, key, index);
    seen.add(lowered);
  }
}
