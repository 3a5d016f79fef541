import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  AUDIENCES,
  alerts,
  dashboards,
  parseProbes,
  parseSlos,
  probeFiles,
  recordingFile,
  recordings,
  renderRecording,
  renderRule,
  renderRuleTest,
  renderRunbook,
  renderWatchdogRule,
  renderWatchdogTest,
  sloRuleFiles,
  sloRunbooks,
  sloTestFiles,
  watchdogRunbook,
} from '../../src/monitoring/index.ts';

const root = join(import.meta.dirname, '../..');
const { probes } = parseProbes(readFileSync(join(root, 'prometheus/probes.yaml'), 'utf8'));
const ofProbes = probes
  ? probeFiles(probes, { exporter: 'blackbox-exporter:9115', by: 'npm run generate' })
  : [];
const { slos = [] } = parseSlos(readFileSync(join(root, 'prometheus/slo.yaml'), 'utf8'));

interface Generated {
  readonly name: string;
  readonly text: string;
}

const FOLDERS: readonly { readonly folder: string; readonly files: readonly Generated[] }[] = [
  {
    folder: 'prometheus/scrapes',
    files: ofProbes
      .filter(({ path }) => path.startsWith('scrapes/'))
      .map(({ path, text }) => ({ name: path.slice('scrapes/'.length), text })),
  },
  {
    folder: 'prometheus/rules',
    files: [
      ...ofProbes
        .filter(({ path }) => path.startsWith('rules/'))
        .map(({ path, text }) => ({ name: path.slice('rules/'.length), text })),
      ...recordings.map((recording) => ({
        name: recordingFile(recording),
        text: renderRecording(recording),
      })),
      ...alerts.map((alert) => ({ name: `${alert.id}.yaml`, text: renderRule(alert) })),
      { name: 'watchdog.yaml', text: renderWatchdogRule() },
      ...sloRuleFiles(slos),
    ],
  },
  {
    folder: 'prometheus/tests',
    files: [
      ...alerts.map((alert) => ({ name: `${alert.id}.yaml`, text: renderRuleTest(alert) })),
      { name: 'watchdog.yaml', text: renderWatchdogTest() },
      ...sloTestFiles(slos),
    ],
  },
  {
    folder: 'docs/runbooks',
    files: [
      ...alerts.map((alert) => ({ name: `${alert.id}.md`, text: renderRunbook(alert) })),
      { name: 'watchdog.md', text: watchdogRunbook },
      ...sloRunbooks.map(({ id, text }) => ({ name: `${id}.md`, text })),
    ],
  },
  ...AUDIENCES.map((audience) => ({
    folder: `grafana/dashboards/${audience}`,
    files: dashboards
      .filter((dashboard) => dashboard.audience === audience)
      .map(({ id, build }) => ({ name: `${id}.json`, text: `${JSON.stringify(build(), undefined, 2)}\n` })),
  })),
];

describe.each(FOLDERS)('$folder', ({ folder, files }) => {
  test('has a file for each, and no other', async () => {
    expect((await readdir(join(root, folder))).sort()).toEqual(files.map(({ name }) => name).sort());
  });
  test.each(files)('$name is what `npm run generate` writes', async ({ name, text }) => {
    expect(await readFile(join(root, folder, name), 'utf8')).toBe(text);
  });
});

test.each([
  ['README.md', `${dashboards.length} [dashboards](docs/monitoring.md) and ${alerts.length} alert rules`],
  ['CHANGELOG.md', `${dashboards.length} dashboards and ${alerts.length} alert rules`],
])('%s says how many dashboards and alerts there are', async (name, said) => {
  expect(await readFile(join(root, name), 'utf8')).toContain(said);
});

test('blackbox.yml is what `npm run generate` writes', async () => {
  const [modules] = ofProbes.filter(({ path }) => path === 'blackbox.yml');
  expect(await readFile(join(root, 'prometheus/blackbox.yml'), 'utf8')).toBe(modules?.text);
});
