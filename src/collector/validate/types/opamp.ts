import type { TypeRule } from '../type-rule.ts';

const UUID =
  /^(?:urn:uuid:)?(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32}|\{[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\})$/i;
const ULID = /^[\dA-HJKMNP-TV-Z]{26}$/i;

export const rule: TypeRule = {
  type: 'extension/opampextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/opampextension/config.go',
  good: 'extensions: { opamp: { server: { ws: { endpoint: "wss://a:4320/v1/opamp" } } } }',
  bad: 'extensions: { opamp: { server: { http: { endpoint: "https://a" }, ws: { endpoint: "wss://a" } } } }',
  *check(view) {
    if (view.flag('capabilities', 'accepts_restart_command'))
      yield view.fault(
        'needs the feature gate extension.opampextension.RemoteRestarts',
        'capabilities',
        'accepts_restart_command',
      );
    const given = ['ws', 'http'].filter((key) => view.at('server', key).node?.kind === 'map');
    if (given.length !== 1) yield view.fault('expected one of ws, http', 'server');
    for (const key of given) {
      if (view.text('server', key, 'endpoint') === '')
        yield view.fault('has no endpoint; expected a URL', 'server', key);
      if (view.number('server', key, 'polling_interval') < 0)
        yield view.fault('is negative', 'server', key, 'polling_interval');
    }
    const id = view.text('instance_uid');
    if (id !== '' && !UUID.test(id) && !ULID.test(id))
      yield view.fault('expected a UUID or a ULID', 'instance_uid');
  },
};
