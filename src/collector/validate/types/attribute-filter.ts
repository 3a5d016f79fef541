import { regexpFault } from '../../../core/go/regexp.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'filter.Config',
  when: 'validated',
  source: 'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/filter/config.go',
  good: 'receivers: { k8s_objects: { objects: [{ name: pods, exclude_namespaces: [{ regexp: "^kube-" }] }] } }',
  bad: 'receivers: { k8s_objects: { objects: [{ name: pods, exclude_namespaces: [{ strict: a, regexp: "^kube-" }] }] } }',
  *check(view) {
    const [strict, regexp] = [view.text('strict'), view.text('regexp')];
    if (strict === '' && regexp === '') yield view.fault('is empty; expected strict or regexp');
    if (strict !== '' && regexp !== '')
      yield view.fault('stands beside strict; expected one of them', 'regexp');
    const fault = regexpFault(regexp);
    if (fault) yield view.fault(fault, 'regexp');
  },
};
