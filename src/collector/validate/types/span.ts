import { regexpFault } from '../../../core/go/regexp.ts';
import { checkMatch } from '../match.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/spanprocessor.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/spanprocessor/factory.go',
  good: 'processors: { span: { name: { from_attributes: [a], separator: "::" } } }',
  bad: 'processors: { span: { status: { code: Wrong } } }',
  *check(view) {
    const rules = view.texts('name', 'to_attributes', 'rules');
    if (view.items('name', 'from_attributes').length === 0 && rules.length === 0 && !view.has('status'))
      yield view.fault('does nothing; expected name.from_attributes, name.to_attributes.rules or status');
    if (view.has('status')) {
      const code = view.text('status', 'code');
      if (!['Unset', 'Error', 'Ok'].includes(code))
        yield view.fault('expected Unset, Error or Ok', 'status', 'code');
      if (view.text('status', 'description') !== '' && code !== 'Error')
        yield view.fault('is possible with code: Error alone', 'status', 'description');
    }
    for (const [index, rule] of rules.entries()) {
      const fault = regexpFault(rule);
      if (fault) yield view.fault(fault, 'name', 'to_attributes', 'rules', index);
    }
    yield* checkMatch(view);
  },
};
