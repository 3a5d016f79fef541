import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Environment, resolveSettings } from '../../src/core/settings/index.ts';
import { instrumentations } from '../../src/node/instrumentations.generated.ts';
import { chooseInstrumentations } from '../../src/node/start-instrumentations.ts';

const names = instrumentations.map(({ name }) => name);
const usual = instrumentations.filter(({ isExtra, needs }) => !isExtra && !needs).map(({ name }) => name);
const without = (...left: readonly string[]) => usual.filter((name) => !left.includes(name));

const CASES: readonly (readonly [string, Environment, readonly string[], readonly string[]])[] = [
  ['all but the extra ones by default', {}, usual, []],
  ['extra ones', { EXTRA: 'generic-pool' }, [...usual, 'generic-pool'].sort(), []],
  ['extra ones where they are named alone', { ENABLED: 'mongoose' }, ['mongoose'], []],
  ['what needs a setting where it has a value', { HANDLER: 'app.run' }, [...usual, 'aws-lambda'].sort(), []],
  ['disabled wins over extra', { EXTRA: 'mongoose', DISABLED: 'mongoose' }, usual, []],
  ['only those that are named', { ENABLED: 'pg, http' }, ['http', 'pg'], []],
  ['all but those that are named', { DISABLED: 'pg,pino' }, without('pg', 'pino'), []],
  ['disabled wins', { ENABLED: 'pg,http', DISABLED: 'http' }, ['pg'], []],
  [
    'names that nobody has are told',
    { ENABLED: 'pg,sybase', DISABLED: 'http,kafka' },
    ['pg'],
    ['sybase', 'kafka'],
  ],
];

describe('chooseInstrumentations', () => {
  test.each(CASES)('%s: %j', (_what, env, chosen, unknown) => {
    const { settings } = resolveSettings({
      OTEL_NODE_ENABLED_INSTRUMENTATIONS: env.ENABLED,
      OTEL_NODE_DISABLED_INSTRUMENTATIONS: env.DISABLED,
      BINNACLE_EXTRA_INSTRUMENTATIONS: env.EXTRA,
      _HANDLER: env.HANDLER,
    });
    const result = chooseInstrumentations(settings, instrumentations);
    expect(result.chosen.map(({ name }) => name)).toEqual(chosen);
    expect(result.unknown).toEqual(unknown);
  });
});

test('each file of the folder is an instrumentation of that name', () => {
  const folder = join(import.meta.dirname, '../../src/node/instrumentations');
  expect(names).toEqual(
    readdirSync(folder)
      .map((file) => file.replace(/\.ts$/, ''))
      .sort(),
  );
});
