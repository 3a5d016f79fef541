import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  AUDIENCES,
  alerts,
  dashboards,
  recordingFile,
  recordings,
  renderRecording,
  renderRule,
  renderRuleTest,
  renderRunbook,
} from '../../src/monitoring/index.ts';

const root = join(import.meta.dirname, '../..');

interface Generated {
  readonly name: string;
  readonly text: string;
}

const FOLDERS: readonly { readonly folder: string; readonly files: readonly Generated[] }[] = [
  {
    folder: 'prometheus/rules',
    files: [
      ...recordings.map((recording) => ({
        name: recordingFile(recording),
        text: renderRecording(recording),
      })),
      ...alerts.map((alert) => ({ name: `${alert.id}.yaml`, text: renderRule(alert) })),
    ],
  },
  {
    folder: 'prometheus/tests',
    files: alerts.map((alert) => ({ name: `${alert.id}.yaml`, text: renderRuleTest(alert) })),
  },
  {
    folder: 'docs/runbooks',
    files: alerts.map((alert) => ({ name: `${alert.id}.md`, text: renderRunbook(alert) })),
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
