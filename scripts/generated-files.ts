import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, write, writeFolder } from './write.ts';

const README = 'README.md';
const SETTINGS_TABLE = /(<!-- settings:begin -->\n)[\s\S]*?(<!-- settings:end -->)/;

/** Puts the table of settings between its two marks in the README. */
const writeSettingsTable = (table: string): void => {
  const path = join(root, README);
  if (!existsSync(path)) return;
  const text = readFileSync(path, 'utf8');
  write({
    path: README,
    text: text.replace(SETTINGS_TABLE, (_, begin, end) => `${begin}\n${table.trim()}\n\n${end}`),
  });
};

/** Everything but the registries, which have to be written before these modules are loaded. */
export const generateFiles = async (): Promise<void> => {
  const { renderCollectorConfig, renderSamplingConfig } = await import('../src/collector/index.ts');
  const { presets } = await import('../src/core/sampling/presets.generated.ts');
  const { renderSettingsTable } = await import('../src/core/settings/index.ts');
  const monitoring = await import('../src/monitoring/index.ts');

  write({ path: 'collector/collector.yaml', text: renderCollectorConfig() });
  writeFolder(
    'collector/sampling',
    presets.map((preset) => ({ name: `${preset.id}.yaml`, text: renderSamplingConfig(preset) })),
  );
  writeFolder(
    'grafana/dashboards',
    monitoring.dashboards.map(({ id, build }) => ({
      name: `${id}.json`,
      text: `${JSON.stringify(build(), undefined, 2)}\n`,
    })),
  );
  const { alerts, renderRule, renderRuleTest, renderRunbook } = monitoring;
  writeFolder(
    'prometheus/rules',
    alerts.map((alert) => ({ name: `${alert.id}.yaml`, text: renderRule(alert) })),
  );
  writeFolder(
    'prometheus/tests',
    alerts.map((alert) => ({ name: `${alert.id}.yaml`, text: renderRuleTest(alert) })),
  );
  writeFolder(
    'docs/runbooks',
    alerts.map((alert) => ({ name: `${alert.id}.md`, text: renderRunbook(alert) })),
  );
  writeSettingsTable(renderSettingsTable());
};
