import { readFile } from 'node:fs/promises';
import { accepts, freePort } from './ports.ts';
import { type RunningServer, startServer } from './start.ts';

export interface AdmissionWebhookOptions {
  readonly binary: string;
  readonly certificate: string;
  readonly key: string;
}

/** The webhook by which the Prometheus operator refuses rules, and the object that tells a cluster to ask it. */
export const startAdmissionWebhook = async ({
  binary,
  certificate,
  key,
}: AdmissionWebhookOptions): Promise<{ readonly server: RunningServer; readonly registration: object }> => {
  const port = await freePort();
  const server = await startServer({
    name: 'admission-webhook',
    command: binary,
    args: [
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-tls=true',
      `--web.cert-file=${certificate}`,
      `--web.key-file=${key}`,
    ],
    ready: () => accepts(port),
  });
  const webhook = {
    name: 'prometheusrulevalidate.monitoring.coreos.com',
    clientConfig: {
      url: `https://127.0.0.1:${port}/admission-prometheusrules/validate`,
      caBundle: (await readFile(certificate)).toString('base64'),
    },
    rules: [
      {
        apiGroups: ['monitoring.coreos.com'],
        apiVersions: ['*'],
        operations: ['CREATE', 'UPDATE'],
        resources: ['prometheusrules'],
        scope: 'Namespaced',
      },
    ],
    failurePolicy: 'Fail',
    sideEffects: 'None',
    admissionReviewVersions: ['v1', 'v1beta1'],
  };
  const registration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'prometheus-operator' },
    webhooks: [webhook],
  };
  return { server, registration };
};
