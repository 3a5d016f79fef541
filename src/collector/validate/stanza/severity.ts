// How a severity is read: the operator `severity_parser`, and the key `severity` of others:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/helper/severity_builder.go

import { type ConfigNode, entryOf } from '../../document/node.ts';
import type { Finding } from '../type-rule.ts';
import type { View } from '../view.ts';
import { lacksField } from './field.ts';

const isFromVariable = (node: ConfigNode): boolean =>
  node.kind === 'scalar' ? node.isExpanded === true : node.text !== undefined;

const isNumber = (node: ConfigNode): boolean =>
  node.kind === 'scalar' && typeof node.value === 'number' && Number.isInteger(node.value);

/**
 * A text, a whole number, or a range of them. What a variable gives inside of a list or of a range is no number to the
 * code that reads it, unless the variable gives the whole of it.
 */
const isValue = (node: ConfigNode, isWhole: boolean): boolean => {
  if (node.kind === 'scalar' && typeof node.value === 'string') return true;
  if (!isWhole && isFromVariable(node)) return false;
  if (node.kind !== 'map') return isNumber(node);
  return ['min', 'max'].every((key) => {
    const value = entryOf(node, key)?.value;
    return value !== undefined && isNumber(value) && (isFromVariable(node) || !isFromVariable(value));
  });
};

export function* checkSeverity(severity: View): Iterable<Finding> {
  if (lacksField(severity.at('parse_from'))) yield severity.fault('lacks parse_from');
  for (const [name, { node }] of severity.entries('mapping')) {
    if (!node || (node.kind === 'scalar' && node.value === null)) continue;
    const isRight =
      node.kind === 'list'
        ? node.items.every((item) => isValue(item, isFromVariable(node)))
        : isValue(node, true);
    if (!isRight)
      yield severity.fault(
        'expected texts, whole numbers, or ranges such as { min: 400, max: 499 }',
        'mapping',
        name,
      );
  }
}
