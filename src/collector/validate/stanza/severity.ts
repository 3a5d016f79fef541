// How a severity is read: the operator `severity_parser`, and the key `severity` of others:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/helper/severity_builder.go

import { type ConfigNode, entryOf } from '../../document/node.ts';
import type { Finding } from '../type-rule.ts';
import type { View } from '../view.ts';
import { lacksField } from './field.ts';

const isWhole = (node: ConfigNode | undefined): boolean =>
  node?.kind === 'scalar' && typeof node.value === 'number' && Number.isInteger(node.value);

/** A text, a whole number, or a range of them. */
const isValue = (node: ConfigNode): boolean =>
  node.kind === 'map'
    ? ['min', 'max'].every((key) => isWhole(entryOf(node, key)?.value))
    : isWhole(node) || (node.kind === 'scalar' && typeof node.value === 'string');

export function* checkSeverity(severity: View): Iterable<Finding> {
  if (lacksField(severity.at('parse_from'))) yield severity.fault('lacks parse_from');
  for (const [name, { node }] of severity.entries('mapping')) {
    if (!node || (node.kind === 'scalar' && node.value === null)) continue;
    const values = node.kind === 'list' ? node.items : [node];
    if (!values.every(isValue))
      yield severity.fault(
        'expected texts, whole numbers, or ranges such as { min: 400, max: 499 }',
        'mapping',
        name,
      );
  }
}
