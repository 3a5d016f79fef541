import type { Setting } from '../../settings/setting.ts';
import type { Decoder } from '../decode.ts';
import { fault, notAccepted, warn } from '../place.ts';
import type { TreeNode } from '../tree.ts';

const textOf = (node: TreeNode): string | undefined => {
  if (node.kind === 'map') return undefined;
  if (node.kind === 'scalar') return node.substituted ?? String(node.value);
  const items = node.items.map(textOf);
  return items.includes(undefined) ? undefined : items.join(',');
};

/** A row of the settings as a key of the file: the same values, text or not. */
export const settingOf =
  (row: Setting<unknown>): Decoder<unknown> =>
  (node, place) => {
    const text = textOf(node);
    const value = text === undefined ? undefined : row.type.parse(text);
    if (value !== undefined) {
      const isHidden = row.secret === true || (node.kind === 'scalar' && node.substituted !== undefined);
      for (const { part, message } of (text && row.type.faults?.(text)) || [])
        fault(place, node.position, isHidden ? message : `${JSON.stringify(part)}: ${message}`);
      if (row.notYet) warn(place, node.position, 'has no effect in this version');
      return value;
    }
    return row.secret
      ? fault(place, node.position, `the value is not accepted; expected ${row.type.accepts}`)
      : notAccepted(node, place, row.type.accepts);
  };
