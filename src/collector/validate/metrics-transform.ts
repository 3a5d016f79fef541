import { regexpFault } from '../../core/go/regexp.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

const ACTIONS = ['insert', 'update', 'combine', 'group'];
const MATCH_TYPES = ['strict', 'regexp'];
const CASES = ['lower', 'upper'];
const AGGREGATIONS = ['sum', 'mean', 'min', 'max', 'count', 'median'];
const OPERATIONS = [
  'add_label',
  'update_label',
  'delete_label_value',
  'toggle_scalar_data_type',
  'experimental_scale_value',
  'aggregate_labels',
  'aggregate_label_values',
];

function* oneOf(view: View, key: string, known: readonly string[], isRequired = false): Iterable<Finding> {
  const text = view.text(key);
  if (text === '' ? isRequired : !known.includes(text))
    yield view.fault(`expected one of ${known.join(', ')}`, key);
}

function* needs(view: View, key: string): Iterable<Finding> {
  if (view.text(key) === '') yield view.fault(`is missing; action: ${view.text('action')} needs it`, key);
}

function* checkOperation(operation: View): Iterable<Finding> {
  yield* oneOf(operation, 'action', OPERATIONS, true);
  yield* oneOf(operation, 'aggregation_type', AGGREGATIONS);
  const action = operation.text('action');
  if (action === 'update_label') yield* needs(operation, 'label');
  if (action === 'add_label') {
    yield* needs(operation, 'new_label');
    yield* needs(operation, 'new_value');
  }
  if (action === 'experimental_scale_value' && operation.number('experimental_scale') === 0)
    yield operation.fault('is missing; expected a factor', 'experimental_scale');
}

/** One transformation of the metrics_transform processor. */
export function* checkTransform(transform: View): Iterable<Finding> {
  const include = transform.text('include');
  if (include === '') yield transform.fault('is missing; expected the name of a metric', 'include');
  yield* oneOf(transform, 'match_type', MATCH_TYPES);
  if (transform.text('match_type') === 'regexp') {
    const fault = regexpFault(include);
    if (fault) yield transform.fault(fault, 'include');
    for (const [name, label] of transform.entries('experimental_match_labels')) {
      const wrong = regexpFault(label.text());
      if (wrong) yield transform.fault(wrong, 'experimental_match_labels', name);
    }
  }
  yield* oneOf(transform, 'action', ACTIONS, true);
  yield* oneOf(transform, 'aggregation_type', AGGREGATIONS);
  yield* oneOf(transform, 'submatch_case', CASES);
  const action = transform.text('action');
  if (action === 'insert' || action === 'combine') yield* needs(transform, 'new_name');
  if (action === 'combine') yield* needs(transform, 'aggregation_type');
  if (action === 'group' && !transform.has('group_resource_labels'))
    yield transform.fault('is missing; action: group needs it', 'group_resource_labels');
  for (const [index, operation] of transform.items('operations').entries())
    for (const { at, message } of checkOperation(operation))
      yield { at: ['operations', index, ...at], message };
}
