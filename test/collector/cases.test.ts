import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import { runCommand } from './case/run-command.ts';

const collector = await requireServer('otelcol');
const cases = join(import.meta.dirname, '../../collector/cases');

// Each starts a Collector whose patterns take seconds to compile where the machine is busy.
const TIMEOUT_MILLIS = 240_000;

(collector === undefined ? test.skip : test)(
  'the cases of the shipped configurations pass in the real Collector',
  async () => {
    const argv = ['collector', 'test', cases, '--collector', collector ?? '', '--timeout', '120'];
    const { code, out, err } = await runCommand(argv);
    expect(`${out}${err}`).not.toMatch(/FAILED|ERROR/);
    expect(out).toMatch(/^\d+ passed in /m);
    expect(code).toBe(0);
  },
  TIMEOUT_MILLIS,
);
