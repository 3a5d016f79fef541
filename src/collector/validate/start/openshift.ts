// What the detector `openshift` reads when it is created:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/resourcedetectionprocessor/internal/openshift/config.go
import { pathText } from '../../document/node.ts';
import type { Problem } from '../../problem.ts';
import { type ConfiguredComponent, componentStart } from '../components.ts';
import type { ValidateOptions } from '../options.ts';
import { createView } from '../view.ts';

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const ADDRESS = ['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'];

export const isOpenshiftUsed = (component: ConfiguredComponent, options: ValidateOptions): boolean =>
  detectionView(component, options)
    ?.texts('detectors')
    .some((name) => name.trim() === 'openshift') === true;

const detectionView = (component: ConfiguredComponent, { schema, env }: ValidateOptions) =>
  component.kind === 'processors' && component.type === 'resource_detection' && component.isDecoded
    ? createView(componentStart(component), { schema, env, signals: [], component: component.schema })
    : undefined;

/** What is not written is taken from the pod that the Collector runs in. */
export const checkOpenshift = (
  component: ConfiguredComponent,
  options: ValidateOptions,
): readonly Problem[] => {
  const view = detectionView(component, options)?.at('openshift');
  if (!view || !isOpenshiftUsed(component, options)) return [];
  const report = (key: string, message: string): Problem => ({
    id: 'missing-file',
    severity: 'warning',
    place: view.at(key).place,
    path: [...view.path, key],
    message: `${pathText([...view.path, key])}: ${message}`,
  });
  const isMissing = (path: string): boolean => options.pathKind?.(path) === 'missing';
  const problems: Problem[] = [];
  if (view.text('token') === '' && isMissing(`${ACCOUNT}/token`))
    problems.push(report('token', `is not given, and "${ACCOUNT}/token" does not exist here`));
  const unset = ADDRESS.filter((name) => !options.env[name]);
  if (view.text('address') === '' && unset.length > 0)
    problems.push(report('address', `is not given, and ${unset.join(' and ')} not set here`));
  const isPlain = view.flag('tls', 'insecure') || view.text('tls', 'ca_file') !== '';
  if (!isPlain && isMissing(`${ACCOUNT}/ca.crt`))
    problems.push(report('tls', `has no ca_file, and "${ACCOUNT}/ca.crt" does not exist here`));
  return problems;
};
