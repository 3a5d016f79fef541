import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Build } from './build.ts';
import { buildCommands, createModule, getCommands, go } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.admissionWebhook;

/** Tells a cluster what a PrometheusRule is; lies beside the command. */
export const RULE_DEFINITION = 'prometheusrules.yaml';

/** What looks at rules before a cluster with the Prometheus operator takes them. */
export const build: Build = {
  release,
  compile: async ({ work, bin }) => {
    await createModule(work);
    await getCommands(work, release);
    await buildCommands({ release, work, bin });
    const folder = await go(work, ['list', '-m', '-f', '{{.Dir}}', release.module]);
    const definition = `example/prometheus-operator-crd/monitoring.coreos.com_${RULE_DEFINITION}`;
    await copyFile(join(folder.trim(), definition), join(bin, RULE_DEFINITION));
  },
};
