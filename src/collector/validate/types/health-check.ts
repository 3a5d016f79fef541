import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'internal/healthcheck.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/internal/healthcheck/config.go',
  good: 'extensions: { healthcheckv2: { use_v2: true, http: {} } }',
  bad: 'extensions: { healthcheckv2: { use_v2: true } }',
  *check(view) {
    if (!view.flag('use_v2')) {
      if (view.text('endpoint') === '') yield view.fault('is empty; expected host:port', 'endpoint');
      if (!view.text('path').startsWith('/')) yield view.fault('expected a path that begins with /', 'path');
      return;
    }
    const given = ['http', 'grpc'].filter((key) => view.at(key).node !== undefined);
    if (given.length === 0)
      yield view.fault('is there without http and grpc; expected one of them', 'use_v2');
    for (const key of given) {
      // A variable that is empty leaves nothing of the defaults; what is not written keeps them.
      const { node } = view.at(key);
      if (node?.kind === 'scalar' && node.isExpanded) yield view.fault('is empty; expected a map', key);
      if (view.at(key, 'endpoint').node && view.text(key, 'endpoint') === '')
        yield view.fault('is empty; expected host:port', key, 'endpoint');
    }
    for (const key of ['status', 'config']) {
      const isOn = view.at('http', key, 'enabled').node
        ? view.flag('http', key, 'enabled')
        : key === 'status';
      const path = view.at('http', key, 'path');
      if (isOn && path.node && !view.text('http', key, 'path').startsWith('/'))
        yield view.fault('expected a path that begins with /', 'http', key, 'path');
    }
  },
};
