import { toPlain, valueAt } from '../document/node.ts';
import type { Component } from './context.ts';

/** Functions of transform that take something out of a record. */
const REMOVING =
  /\b(delete_key|delete_matching_keys|keep_keys|keep_matching_keys|replace_pattern|replace_all_patterns|replace_match|SHA256|SHA1|SHA512)\s*\(/;

/** The processor takes sensitive data out: it deletes, hashes or masks attributes. */
export const removesData = ({ type, node }: Component): boolean => {
  if (type === 'redaction') return true;
  if (type === 'attributes' || type === 'resource') {
    const actions = valueAt(node, [type === 'attributes' ? 'actions' : 'attributes']);
    return (
      actions?.kind === 'list' &&
      actions.items.some((action) => {
        const { action: what } = (toPlain(action) ?? {}) as { action?: unknown };
        return what === 'delete' || what === 'hash';
      })
    );
  }
  return type === 'transform' && REMOVING.test(JSON.stringify(toPlain(node)));
};
