import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/k8sattributesprocessor.FilterConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/k8sattributesprocessor/config.go',
  good: 'processors: { k8s_attributes: { auth_type: none, passthrough: true, filter: { node: a } } }',
  bad: 'processors: { k8s_attributes: { auth_type: none, passthrough: true, filter: { node_from_env_var: BINNACLE_NO_SUCH_VARIABLE } } }',
  *check(view) {
    const name = view.text('node_from_env_var');
    if (name !== '' && view.env[name] === undefined)
      yield view.fault(`the variable ${name} is not set`, 'node_from_env_var');
  },
};
