import type { TypeRule } from '../type-rule.ts';

const OPERATIONS = ['add', 'subtract', 'multiply', 'divide', 'percent'];

export const rule: TypeRule = {
  type: 'processor/metricsgenerationprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/metricsgenerationprocessor/config.go',
  good: 'processors: { metricsgeneration: { rules: [{ name: a, type: calculate, metric1: b, metric2: c, operation: divide }] } }',
  bad: 'processors: { metricsgeneration: { rules: [{ name: a, type: calculate, metric1: b, operation: divide }] } }',
  *check(view) {
    for (const [index, rule] of view.items('rules').entries()) {
      const [type, operation] = [rule.text('type'), rule.text('operation')];
      for (const key of ['name', 'type', 'metric1'])
        if (rule.text(key) === '') yield view.fault(`lacks ${key}`, 'rules', index);
      if (type !== '' && !['calculate', 'scale'].includes(type))
        yield view.fault('expected calculate or scale', 'rules', index, 'type');
      if (type === 'calculate' && rule.text('metric2') === '')
        yield view.fault('lacks metric2, which type: calculate needs', 'rules', index);
      if (type === 'scale' && rule.number('scale_by') <= 0)
        yield view.fault('lacks scale_by above 0, which type: scale needs', 'rules', index);
      if (operation !== '' && !OPERATIONS.includes(operation))
        yield view.fault(`expected one of ${OPERATIONS.join(', ')}`, 'rules', index, 'operation');
      const name = rule.text('name');
      if (name !== '' && [rule.text('metric1'), rule.text('metric2')].includes(name))
        yield view.fault('is the name of a metric that it is made of', 'rules', index, 'name');
    }
  },
};
