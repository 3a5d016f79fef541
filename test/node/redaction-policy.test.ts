import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { resolveSettings } from '../../src/core/settings/index.ts';
import { createConfiguredRedactor } from '../../src/node/redaction-policy.ts';
import * as policyFile from '../../src/node/redaction-policy-file.ts';

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redaction-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const file = (text: string, name = 'own.yaml'): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const TEXT = 'jo@example.com EMP-123456';

/** What becomes of the text, of an identifier, and what is said. */
const run = (env: Readonly<Record<string, string>>, directory?: string) => {
  const { settings, warnings } = resolveSettings(env, {}, (text) => text);
  const said = [...warnings];
  const redactor = createConfiguredRedactor(
    settings,
    (line) => said.push(line),
    <T>() => policyFile as T,
    directory,
  );
  return { text: redactor.text(TEXT), id: redactor.attributes({ 'user.id': 'u-1' })['user.id'], said };
};

const DEFAULT = { text: '[REDACTED:email] EMP-123456', id: 'u-1' };
const STRICT = { text: '[REDACTED:email] EMP-123456', id: 'REDACTED' };

describe('createConfiguredRedactor', () => {
  test('is the default without settings', () => {
    expect(run({})).toEqual({ ...DEFAULT, said: [] });
  });

  test('takes the preset of the environment', () => {
    expect(run({ BINNACLE_REDACTION_PRESET: 'strict' })).toEqual({ ...STRICT, said: [] });
  });

  test('takes strict for a preset that does not exist', () => {
    expect(run({ BINNACLE_REDACTION_PRESET: 'hippa' })).toEqual({
      ...STRICT,
      said: ['BINNACLE_REDACTION_PRESET: "hippa" is left out: did you mean hipaa? strict is used'],
    });
  });

  test('reads a policy file', () => {
    const path = file('custom:\n  - { id: employee, pattern: "EMP-\\\\d{6}" }\nkeys: { deny: [user.id] }\n');
    expect(run({ BINNACLE_REDACTION_POLICY: path })).toEqual({
      text: '[REDACTED:email] [REDACTED:employee]',
      id: 'REDACTED',
      said: [],
    });
  });

  test.each(['binnacle.redaction.yaml', 'binnacle.redaction.json'])(
    'finds %s in the working directory',
    (name) => {
      file('{"rules": {"email": "keep"}}', name);
      expect(run({})).toEqual({ text: TEXT, id: 'u-1', said: [] });
    },
  );

  test('takes the preset of the environment before that of the file', () => {
    const path = file('preset: strict\n');
    expect(run({ BINNACLE_REDACTION_POLICY: path }).id).toBe('REDACTED');
    expect(run({ BINNACLE_REDACTION_POLICY: path, BINNACLE_REDACTION_PRESET: 'pci' }).id).toBe('u-1');
  });

  test('takes strict for a file with a fault, and says the first one', () => {
    const path = file('rules:\n  emial: keep\npresets: pci\n');
    expect(run({ BINNACLE_REDACTION_POLICY: path })).toEqual({
      ...STRICT,
      said: [
        `${path}:2:3: rules: "emial" is not known; did you mean "email"? (and 1 more); the preset strict is used instead; to check the file: binnacle config check ${path}`,
      ],
    });
  });

  test('takes strict for a file that is not there', () => {
    expect(run({ BINNACLE_REDACTION_POLICY: '/nowhere/at-all.yaml' })).toEqual({
      ...STRICT,
      said: [
        'redaction policy "/nowhere/at-all.yaml" cannot be read (ENOENT); the preset strict is used instead',
      ],
    });
  });

  test('hashes with the key of the environment, and masks with one warning without', () => {
    const env = { BINNACLE_REDACTION_PRESET: 'gdpr' };
    expect(run(env)).toEqual({
      text: '[REDACTED:email] EMP-123456',
      id: 'REDACTED',
      said: ['BINNACLE_REDACTION_HASH_KEY is not set; what the redaction policy hashes is masked instead'],
    });
    const hashed = run({ ...env, BINNACLE_REDACTION_HASH_KEY: 'sixteen or more characters' });
    expect(hashed.said).toEqual([]);
    expect(hashed.text).toMatch(/^\[HASHED:email_[0-9a-f]{16}\] EMP-123456$/);
    expect(hashed.id).toMatch(/^\[HASHED:key_[0-9a-f]{16}\]$/);
  });

  test('does not take a short key, and does not show it', () => {
    const { said } = run({ BINNACLE_REDACTION_PRESET: 'gdpr', BINNACLE_REDACTION_HASH_KEY: 'short' });
    expect(said).toHaveLength(2);
    expect(said.join()).not.toContain('short');
  });

  test('is off where that is confirmed, and says so', () => {
    const env = { BINNACLE_REDACTION: 'off' };
    expect(run(env)).toEqual({ ...DEFAULT, said: [expect.stringContaining('redaction stays on')] });
    expect(run({ ...env, BINNACLE_REDACTION_OFF_CONFIRM: 'yes' })).toEqual({
      ...DEFAULT,
      said: [expect.stringContaining('OFF_CONFIRM'), expect.stringContaining('redaction stays on')],
    });
    expect(run({ ...env, BINNACLE_REDACTION_OFF_CONFIRM: 'personal-data-leaves-this-process' })).toEqual({
      text: TEXT,
      id: 'u-1',
      said: [expect.stringContaining('leave this process as they are')],
    });
  });

  test.each([
    ['the file that is looked for', {}, 'binnacle.redaction.yaml'],
    ['the file that is named', { BINNACLE_REDACTION_POLICY: 'own.yaml' }, 'own.yaml'],
  ])('finds %s where the program was started', (_what, env, name) => {
    file('preset: strict\n', name);
    process.chdir(before);
    expect(run(env, folder)).toEqual({ ...STRICT, said: [] });
  });
});
