import { nearest } from '../../../core/nearest.ts';
import type { TypeRule } from '../type-rule.ts';

const DETECTORS = new Set(
  'akamai aks alibaba_ecs azure consul digitalocean docker dynatrace ec2 ecs eks elastic_beanstalk env gcp heroku hetzner ibmcloud_classic ibmcloud_vpc k8s_api k8snode kubeadm lambda nova openshift oraclecloud scaleway system tencent_cvm upcloud vultr'.split(
    ' ',
  ),
);

export const rule: TypeRule = {
  type: 'processor/resourcedetectionprocessor.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/resourcedetectionprocessor/factory.go',
  good: 'processors: { resource_detection: { detectors: [env, system] } }',
  bad: 'processors: { resource_detection: { detectors: [machine] } }',
  *check(view) {
    for (const [index, name] of view.texts('detectors').entries())
      if (!DETECTORS.has(name.trim())) {
        const near = nearest(name, [...DETECTORS]);
        yield view.fault(
          `"${name}" is no detector${near ? `; did you mean "${near}"?` : ''}`,
          'detectors',
          index,
        );
      }
  },
};
