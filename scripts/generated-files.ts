import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderCollectorComponents } from './collector-components.ts';
import { renderCoverageTable, renderInstrumentationList } from './instrumentation-registry.ts';
import { secureDataSources, securePrometheus } from './secure-stack.ts';
import { root, write, writeFolder } from './write.ts';

const README = 'README.md';

/** Files of the stack with what makes them those of the secured one. */
const SECURED = [
  { from: 'prometheus/prometheus.yml', to: 'deploy/secure/prometheus.yml', secure: securePrometheus },
  {
    from: 'grafana/provisioning/datasources/binnacle.yaml',
    to: 'deploy/secure/datasources.yaml',
    secure: secureDataSources,
  },
];

/** A text with the table between its two marks. */
const withTable = (text: string, name: string, table: string): string =>
  text.replace(
    new RegExp(`(<!-- ${name}:begin -->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`),
    (_, begin, end) => `${begin}\n${table.trim()}\n\n${end}`,
  );

const writeTables = (path: string, tables: Readonly<Record<string, string>>): void => {
  const text = readFileSync(join(root, path), 'utf8');
  write({
    path,
    text: Object.entries(tables).reduce((all, [name, table]) => withTable(all, name, table), text),
  });
};

/** Everything but the registries, which have to be written before these modules are loaded. */
export const generateFiles = async (): Promise<void> => {
  const {
    ownConfiguration,
    renderBrowsersFile,
    renderLokiFile,
    renderOwnBrowsersProxy,
    renderSecureBrowsersProxy,
    renderSamplingConfig,
  } = await import('../src/collector/index.ts');
  const { presets } = await import('../src/core/sampling/presets.generated.ts');
  const { renderSettingsTable } = await import('../src/core/settings/index.ts');
  const monitoring = await import('../src/monitoring/index.ts');

  for (const { name, text } of ownConfiguration()) write({ path: `collector/${name}`, text });
  write({ path: 'collector/loki.yaml', text: renderLokiFile() });
  write({ path: 'collector/browsers.yaml', text: renderBrowsersFile() });
  write({ path: 'deploy/browsers/nginx.conf', text: renderOwnBrowsersProxy() });
  write({ path: 'deploy/secure/browsers.conf', text: renderSecureBrowsersProxy() });
  writeFolder(
    'collector/sampling',
    presets.map((preset) => ({ name: `${preset.id}.yaml`, text: renderSamplingConfig(preset) })),
  );
  for (const audience of monitoring.AUDIENCES)
    writeFolder(
      `grafana/dashboards/${audience}`,
      monitoring.dashboards
        .filter((dashboard) => dashboard.audience === audience)
        .map(({ id, build }) => ({
          name: `${id}.json`,
          text: `${JSON.stringify(build(), undefined, 2)}\n`,
        })),
    );
  for (const { from, to, secure } of SECURED)
    write({ path: to, text: secure(readFileSync(join(root, from), 'utf8'), from) });
  const { slos = [], faults } = monitoring.parseSlos(readFileSync(join(root, 'prometheus/slo.yaml'), 'utf8'));
  if (faults[0]) throw new Error(`prometheus/slo.yaml:${faults[0].line}: ${faults[0].message}`);
  const { alerts, recordings, recordingFile, renderRecording, renderRule, renderRuleTest, renderRunbook } =
    monitoring;
  const probeFilesOf = (path: string, tls?: string) => {
    const { probes, faults } = monitoring.parseProbes(readFileSync(join(root, path), 'utf8'));
    if (!probes) throw new Error(`${path}:${faults[0]?.line}: ${faults[0]?.message}`);
    return monitoring.probeFiles(probes, {
      exporter: 'blackbox-exporter:9115',
      by: 'npm run generate',
      tls,
    });
  };
  const probeFiles = probeFilesOf('prometheus/probes.yaml');
  for (const { path, text } of probeFilesOf('deploy/secure/probes.yaml', '/etc/binnacle'))
    write({ path: `deploy/secure/${path}`, text });
  const probeRules = probeFiles
    .filter(({ path }) => path.startsWith('rules/'))
    .map(({ path, text }) => ({ name: path.slice('rules/'.length), text }));
  for (const { path, text } of probeFiles)
    if (!path.startsWith('rules/')) write({ path: `prometheus/${path}`, text });
  writeFolder('prometheus/rules', [
    ...probeRules,
    ...recordings.map((recording) => ({ name: recordingFile(recording), text: renderRecording(recording) })),
    ...alerts.map((alert) => ({ name: `${alert.id}.yaml`, text: renderRule(alert) })),
    { name: 'watchdog.yaml', text: monitoring.renderWatchdogRule() },
    ...monitoring.sloRuleFiles(slos),
  ]);
  writeFolder('prometheus/tests', [
    ...alerts.map((alert) => ({ name: `${alert.id}.yaml`, text: renderRuleTest(alert) })),
    { name: 'watchdog.yaml', text: monitoring.renderWatchdogTest() },
    ...monitoring.sloTestFiles(slos),
  ]);
  writeFolder('docs/runbooks', [
    ...alerts.map((alert) => ({ name: `${alert.id}.md`, text: renderRunbook(alert) })),
    { name: 'watchdog.md', text: monitoring.watchdogRunbook },
    ...monitoring.sloRunbooks.map(({ id, text }) => ({ name: `${id}.md`, text })),
  ]);
  for (const name of ['routing', 'routing-webhook']) {
    const source = `prometheus/${name}.yaml`;
    const { routing, faults } = monitoring.parseRouting(readFileSync(join(root, source), 'utf8'));
    if (!routing) throw new Error(`${source}:${faults[0]?.line}: ${faults[0]?.message}`);
    write({
      path: `prometheus/${name.replace('routing', 'alertmanager')}.yml`,
      text: monitoring.renderAlertmanager(routing, source, 'npm run generate'),
    });
  }
  write({ path: 'docs/binnacle.routing.schema.json', text: monitoring.renderRoutingSchema() });
  writeTables('docs/monitoring.md', {
    dashboards: monitoring.renderDashboardTable(),
    alerts: monitoring.renderAlertTable(),
  });
  writeTables('docs/routing.md', {
    receivers: monitoring.renderReceiverTable(),
    inhibition: monitoring.renderInhibitionTable(),
  });
  writeTables('docs/metrics.md', { metrics: monitoring.renderMetricTable() });
  const { instrumentations } = await import('../src/node/instrumentations.generated.ts');
  writeTables('docs/instrumentations.md', { coverage: await renderCoverageTable(root) });
  writeTables('docs/collector-components.md', { components: renderCollectorComponents() });
  writeTables(README, { instrumentations: renderInstrumentationList(instrumentations) });
  writeTables('docs/settings.md', { settings: renderSettingsTable() });
  const { renderBackendTable } = await import('../src/core/settings/render-backend-table.ts');
  writeTables('docs/backends.md', { backends: renderBackendTable() });
  const { renderPolicySchema } = await import('../src/core/redaction/policy-file/render-schema.ts');
  write({ path: 'docs/binnacle.redaction.schema.json', text: renderPolicySchema() });
  const { renderTransactionsSchema } = await import('../src/core/transactions/render-schema.ts');
  write({ path: 'docs/binnacle.transactions.schema.json', text: renderTransactionsSchema() });
  const { renderPresetTable, renderRuleTable } = await import('../src/core/redaction/render-tables.ts');
  const { renderPageRules } = await import('./page-rules-table.ts');
  writeTables('docs/redaction.md', {
    presets: renderPresetTable(),
    pages: renderPageRules(),
    rules: renderRuleTable(),
  });
  const { renderDistributionTable } = await import('../src/core/configuration/render-distribution-table.ts');
  writeTables('docs/declarative-configuration.md', { distribution: renderDistributionTable() });
  const { renderCollectorBackends } = await import('../src/collector/generate/render-docs.ts');
  writeTables('docs/collector-generate.md', { backends: renderCollectorBackends() });
  const { renderLintRules } = await import('../src/collector/lint/render-docs.ts');
  writeTables('docs/collector-lint.md', { rules: renderLintRules() });
};
