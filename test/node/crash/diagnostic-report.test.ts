import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readReport, reportOf } from '../../../src/node/crash/diagnostic-report.ts';
import type { ProcessState } from '../../../src/node/crash/state-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binnacle-reports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** As Node 24 writes it, shortened. */
const REPORT = {
  header: {
    event: 'Allocation failed - JavaScript heap out of memory',
    trigger: 'OOMError',
    processId: 77,
    cwd: '/home/jo@example.com',
    commandLine: ['node', '--token=hunter2', 'app.js'],
  },
  javascriptStack: { message: 'No stack.', stack: ['Unavailable.'], errorProperties: {} },
  javascriptHeap: { usedMemory: 22_436_136 },
  nativeStack: [
    { pc: '0x00', symbol: 'node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]' },
    { pc: '0x01', symbol: ' [node]' },
    { pc: '0x02', symbol: 'v8::internal::Heap::FatalProcessOutOfMemory(char const*) [node]' },
  ],
  environmentVariables: { PASSWORD: 'hunter2' },
};

const read = async (report: unknown, name = 'one.json') => {
  const path = join(folder, name);
  await writeFile(path, typeof report === 'string' ? report : JSON.stringify(report));
  return readReport(path);
};

test('only what tells of the fault is taken', async () => {
  const report = await read(REPORT);
  expect(report).toMatchObject({
    trigger: 'OOMError',
    event: REPORT.header.event,
    stack:
      '    at node::OOMErrorHandler (native)\n    at v8::internal::Heap::FatalProcessOutOfMemory (native)',
    heapUsed: 22_436_136,
  });
  expect(JSON.stringify(report)).not.toMatch(/hunter2|jo@example/);
});

test('a stack of the program comes before that of the engine', async () => {
  const javascriptStack = {
    message: 'Error: x',
    stack: ['at grow (/srv/app.js:3:9)', 'at main (/srv/app.js:9:1)'],
  };
  const report = await read({ ...REPORT, javascriptStack });
  expect(report?.stack).toBe('Error: x\n    at grow (/srv/app.js:3:9)\n    at main (/srv/app.js:9:1)');
});

test.each<readonly [string, unknown]>([
  ['of a program that goes on', { ...REPORT, header: { ...REPORT.header, trigger: 'GetReport' } }],
  ['of an error that is told anyway', { ...REPORT, header: { ...REPORT.header, trigger: 'Exception' } }],
  ['cut off', JSON.stringify(REPORT).slice(0, 200)],
  ['no object', '[]'],
  ['null', 'null'],
  ['with other kinds of values', { header: { trigger: ['OOMError'] }, nativeStack: 'x' }],
])('a report that is %s is none', async (_, report) => {
  expect(await read(report)).toBeUndefined();
});

test('one that is too long is not read', async () => {
  await writeFile(join(folder, 'long.json'), JSON.stringify(REPORT));
  await truncate(join(folder, 'long.json'), 20_000_000);
  expect(readReport(join(folder, 'long.json'))).toBeUndefined();
  expect(readReport(join(folder, 'missing.json'))).toBeUndefined();
});

test('of a folder with many reports the one of the process is found', async () => {
  const state = { pid: 77, startedMillis: Date.now() - 1_000, reportFolder: folder } as ProcessState;
  expect(reportOf(state)).toBeUndefined();
  const other = { ...REPORT, header: { ...REPORT.header, event: 'another' } };
  await read(other, 'report.20261121.192334.78.0.001.json');
  await read(REPORT, 'report.20261121.192334.77.0.001.json');
  expect(reportOf(state)?.event).toBe(REPORT.header.event);
  // An earlier process had the same number.
  expect(reportOf({ ...state, startedMillis: Date.now() + 60_000 })).toBeUndefined();
});

test('of a name that the program gave the report counts if this process wrote it', async () => {
  await read(REPORT, 'given.json');
  const reportFile = join(folder, 'given.json');
  const state = { pid: 77, startedMillis: Date.now() - 1_000, reportFile } as ProcessState;
  expect(reportOf(state)?.event).toBe(REPORT.header.event);
  expect(reportOf({ ...state, pid: 78 })).toBeUndefined();
  expect(reportOf({ ...state, startedMillis: Date.now() + 60_000 })).toBeUndefined();
});
