import { regexpFault } from '../../core/go/regexp.ts';
import { faultOfExpr } from '../expr/fault-of-expr.ts';
import { checkAttributeTexts } from './match.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

function* checkAttributes(match: View, key: string): Iterable<Finding> {
  for (const [index, attribute] of match.items(key).entries())
    if (attribute.text('key') === '')
      yield match.fault('has no key; expected the name of an attribute', key, index);
}

function* checkTexts(match: View, keys: readonly string[], types: readonly string[]): Iterable<Finding> {
  if (!keys.some((key) => match.items(key).length > 0)) return;
  const type = match.text('match_type');
  if (!types.includes(type)) yield match.fault(`expected ${types.join(' or ')}`, 'match_type');
  if (type !== 'regexp') return;
  for (const key of keys)
    for (const [index, item] of match.items(key).entries()) {
      const fault = item.node?.kind === 'scalar' ? regexpFault(item.text()) : undefined;
      if (fault) yield match.fault(fault, key, index);
    }
}

/** Values of attributes are matched in two ways alone. */
function* checkValues(match: View, keys: readonly string[]): Iterable<Finding> {
  const type = match.text('match_type');
  const hasValue = keys.some((key) => match.items(key).some((attribute) => attribute.has('value')));
  if (hasValue && type !== 'strict' && type !== 'regexp')
    yield match.fault('expected strict or regexp', 'match_type');
  if (type === 'regexp') yield* checkAttributeTexts(match, keys);
}

/** Expressions of https://expr-lang.org; a list that is written as one string is split at its commas. */
function* checkExpressions(match: View): Iterable<Finding> {
  const { node } = match.at('expressions');
  let base = 0;
  for (const [index, text] of match.texts('expressions').entries()) {
    const fault = faultOfExpr(text);
    const isList = node?.kind === 'list';
    if (fault)
      yield {
        at: ['expressions', ...(isList ? [index] : [])],
        message: fault.message,
        offset: (isList ? 0 : base) + fault.offset,
      };
    base += text.length + 1;
  }
}

/** `metrics.include` and `metrics.exclude` of the filter processor. */
export function* checkMetrics(match: View): Iterable<Finding> {
  yield* checkAttributes(match, 'resource_attributes');
  yield* checkValues(match, ['resource_attributes']);
  if (match.text('match_type') === 'expr') yield* checkExpressions(match);
  else yield* checkTexts(match, ['metric_names'], ['strict', 'regexp', 'expr']);
}

/** `logs.include` and `logs.exclude` of the filter processor. */
export function* checkLogs(match: View): Iterable<Finding> {
  const attributes = ['resource_attributes', 'record_attributes'];
  for (const key of attributes) yield* checkAttributes(match, key);
  yield* checkValues(match, attributes);
  yield* checkTexts(
    match,
    ['resource_attributes', 'record_attributes', 'severity_texts', 'bodies'],
    ['strict', 'regexp'],
  );
}
