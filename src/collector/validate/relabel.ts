import { regexpFault } from '../../core/go/regexp.ts';
import { labelFault, labelTemplateFault } from './label-name.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

const TARGET_ACTIONS = ['replace', 'hashmod', 'lowercase', 'uppercase', 'keepequal', 'dropequal'];
const CASES = ['lowercase', 'uppercase'];
const EQUALS = ['keepequal', 'dropequal'];
const ALONE = ['labeldrop', 'labelkeep'];

/** What a rule has where nothing is written; an expression is never taken for that. */
const DEFAULTS: Readonly<Record<string, string>> = {
  target_label: '',
  modulus: '0',
  separator: ';',
  replacement: '$1',
};

const isDefault = (rule: View, key: string): boolean => {
  const { node } = rule.at(key);
  if (node === undefined) return true;
  const isNull = node.kind === 'scalar' && node.value === null;
  if (key === 'regex') return false;
  if (key === 'source_labels') return isNull;
  return (isNull && key === 'modulus') || rule.text(key) === DEFAULTS[key];
};

/** Which keys an action has no use for; written as they are by default they do no harm. */
const unused = (action: string): readonly string[] => {
  if (ALONE.includes(action)) return ['source_labels', 'target_label', 'modulus', 'separator', 'replacement'];
  if (EQUALS.includes(action)) return ['regex', 'modulus', 'separator', 'replacement'];
  return CASES.includes(action) ? ['replacement'] : [];
};

function* checkLabels(rule: View, action: string, validation: string): Iterable<Finding> {
  for (const [index, label] of rule.texts('source_labels').entries())
    if (label === '') yield rule.fault('is empty; expected the name of a label', 'source_labels', index);
  const target = rule.text('target_label');
  if (TARGET_ACTIONS.includes(action)) {
    // Only with these does what was found become a part of the name.
    const isTemplate = action === 'replace' && target.includes('$');
    const fault = (isTemplate ? labelTemplateFault : labelFault)(target, validation);
    if (target === '') yield rule.fault(`is missing; action: ${action} needs it`, 'target_label');
    else if (fault) yield rule.fault(fault, 'target_label');
  }
  if (action !== 'labelmap' || !rule.at('replacement').node) return;
  const fault = labelTemplateFault(rule.text('replacement'), validation);
  if (fault) yield rule.fault(fault, 'replacement');
}

/** https://github.com/prometheus/prometheus/blob/v0.312.0/model/relabel/relabel.go */
export function* checkRelabel(rule: View, validation: string): Iterable<Finding> {
  const written = rule.at('action').node;
  if (written?.kind === 'scalar' && written.value === null)
    yield rule.fault('is empty; expected an action such as replace', 'action');
  const action = rule.text('action').toLowerCase() || 'replace';
  yield* checkLabels(rule, action, validation);
  if (action === 'hashmod' && rule.number('modulus') === 0)
    yield rule.fault('is missing; action: hashmod needs it', 'modulus');
  const fault = regexpFault(`^(?s:${rule.text('regex')})$`);
  if (fault)
    yield rule.fault(`${JSON.stringify(rule.text('regex'))} is no regular expression of Go`, 'regex');
  for (const key of unused(action))
    if (!isDefault(rule, key)) yield rule.fault(`is not used by action: ${action}`, key);
}
