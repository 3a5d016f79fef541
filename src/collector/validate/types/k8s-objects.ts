import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/k8sobjectsreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/receiver/k8sobjectsreceiver/config.go',
  good: 'receivers: { k8s_objects: { objects: [{ name: events, mode: watch, exclude_watch_type: [DELETED] }] } }',
  bad: 'receivers: { k8s_objects: { objects: [{ name: pods, mode: pull, exclude_watch_type: [DELETED] }] } }',
  *check(view) {
    if (!['propagate', 'ignore', 'silent'].includes(view.text('error_mode')))
      yield view.fault('expected propagate, ignore or silent', 'error_mode');
    for (const [index, object] of view.items('objects').entries()) {
      const mode = object.text('mode') || 'pull';
      if (mode !== 'pull' && mode !== 'watch')
        yield view.fault('expected pull or watch', 'objects', index, 'mode');
      if (mode === 'pull' && object.items('exclude_watch_type').length > 0)
        yield view.fault('needs mode: watch', 'objects', index, 'exclude_watch_type');
      if (mode === 'pull' && view.flag('include_initial_state'))
        yield view.fault('needs mode: watch for each object', 'include_initial_state');
      if (object.items('exclude_namespaces').length > 0 && object.items('namespaces').length > 0)
        yield view.fault(
          'stands beside namespaces; expected one of them',
          'objects',
          index,
          'exclude_namespaces',
        );
    }
  },
};
