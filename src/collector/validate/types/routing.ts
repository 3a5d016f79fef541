import { entryOf } from '../../document/node.ts';
import type { TypeRule } from '../type-rule.ts';

const CONTEXTS = ['', 'resource', 'span', 'metric', 'datapoint', 'log', 'request'];
/** One comparison alone. */
const REQUEST = /^(?!.*[=!]=.*[=!]=).*request\[".*"\].*[=!]=.*".*".*$/s;

export const rule: TypeRule = {
  type: 'connector/routingconnector.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/connector/routingconnector/config.go',
  good: 'connectors: { routing: { table: [{ condition: \'attributes["tenant"] == "a"\', pipelines: [traces/out] }] } }\nservice: { pipelines: { traces/in: { receivers: [otlp/source], exporters: [routing] }, traces/out: { receivers: [routing], exporters: [nop/sink] } } }',
  bad: 'connectors: { routing: { table: [{ condition: \'attributes["tenant"] == "a"\' }] } }',
  *check(view) {
    if (view.items('table').length === 0)
      yield view.fault('is missing; expected at least one route', 'table');
    for (const [index, route] of view.items('table').entries()) {
      const [condition, statement] = [route.text('condition'), route.text('statement')];
      if (condition === '' && statement === '')
        yield view.fault('has no condition; expected a condition or a statement', 'table', index);
      if (condition !== '' && statement !== '')
        yield view.fault('stands beside condition; expected one of them', 'table', index, 'statement');
      if (route.items('pipelines').length === 0)
        yield view.fault('has no pipelines; expected at least one', 'table', index);
      // It reads a text itself, and nothing is none of those that it knows.
      const isWritten = route.node !== undefined && entryOf(route.node, 'action') !== undefined;
      if (isWritten && !['copy', 'move'].includes(route.text('action')))
        yield view.fault('expected copy or move', 'table', index, 'action');
      const context = route.text('context');
      if (!CONTEXTS.includes(context))
        yield view.fault(`expected one of ${CONTEXTS.slice(1).join(', ')}`, 'table', index, 'context');
      if (context === 'request' && !REQUEST.test(condition))
        yield view.fault(
          'context: request needs a condition such as request["tenant"] == "a"',
          'table',
          index,
        );
    }
  },
};
