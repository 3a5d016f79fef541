import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { traceRequest } from '../../../../src/backend/receiver/schema.ts';
import { findPackageRoot } from '../../../../src/cli/package-root.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { encodeProtobuf } from '../../../backend/otlp-encoder.ts';
import { generateTraces } from '../../../collector/simulate/generate-traces.ts';
import { createTestIo, type TestIoOptions } from '../../test-io.ts';

const ROOT = findPackageRoot(import.meta.dirname);
const folder = await mkdtemp(join(tmpdir(), 'simulate-command-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const configurationWith = (processors: object, pipelines: object): string =>
  JSON.stringify({
    receivers: { otlp: { protocols: { http: {} } } },
    processors,
    exporters: { debug: {} },
    service: { pipelines },
  });
const pipeline = (...processors: readonly string[]) => ({
  receivers: ['otlp'],
  processors,
  exporters: ['debug'],
});
const policies = [
  { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
  { name: 'rest', type: 'probabilistic', probabilistic: { sampling_percentage: 20 } },
];
const SAMPLERS = {
  tail_sampling: { decision_wait: '5s', policies },
  probabilistic_sampler: { sampling_percentage: 50 },
};

const FILES = {
  'tail.yaml': configurationWith(SAMPLERS, { traces: pipeline('tail_sampling') }),
  'share.yaml': configurationWith(SAMPLERS, { traces: pipeline('probabilistic_sampler') }),
  'two.yaml': configurationWith(SAMPLERS, {
    'traces/a': pipeline('tail_sampling'),
    'traces/b': pipeline('probabilistic_sampler'),
  }),
  'none.yaml': configurationWith({}, { traces: pipeline() }),
  'broken.yaml': 'a: [',
  'unknown.yaml': configurationWith(
    { tail_sampling: { policies: [{ name: 'odd', type: 'odd' }] } },
    { traces: pipeline('tail_sampling') },
  ),
};

const run = async (args: readonly string[], options: TestIoOptions = {}) => {
  const io = createTestIo({ files: FILES, ...options });
  await runProgram(['collector', 'simulate', ...args], io, ROOT);
  return io;
};

const requests = generateTraces({ seed: 3, traces: 400, startMillis: 1.8e12, everyMillis: 50 });
const messages = requests.map((request) => encodeProtobuf(traceRequest, request));

const framed = (payload: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(payload.length);
  return Buffer.concat([length, payload]);
};

const lines = Buffer.from(requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
const one = { resourceSpans: requests.flatMap(({ resourceSpans }) => resourceSpans) };

const write = async (name: string, content: Buffer | string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

interface Json {
  readonly recording: { readonly spans: number; readonly batches: number };
  readonly results: readonly {
    readonly name: string;
    readonly total: object;
    readonly policies: readonly object[];
  }[];
}

const jsonOf = async (...args: readonly string[]): Promise<Json> => {
  const { out, err, exitCode } = await run([...args, '--json']);
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  return JSON.parse(out) as Json;
};

describe('every form of a recording gives the same', () => {
  const expected = (async () => jsonOf('tail.yaml', '--traces', await write('lines.jsonl', lines)))();

  test.each([
    ['frames of protobuf', Buffer.concat(messages.map(framed))],
    ['JSON over several lines', requests.map((request) => JSON.stringify(request, undefined, 2)).join('\n')],
    ['a list of JSON', JSON.stringify(requests)],
    ['lines, packed with gzip', gzipSync(lines)],
    ['lines, packed with zstd', zstdCompressSync(lines)],
    ['frames, packed with gzip', gzipSync(Buffer.concat(messages.map(framed)))],
    ['frames, each packed with zstd', Buffer.concat(messages.map((each) => framed(zstdCompressSync(each))))],
    [
      'frames of JSON, each packed with zstd',
      Buffer.concat(requests.map((each) => framed(zstdCompressSync(Buffer.from(JSON.stringify(each)))))),
    ],
  ])('%s', async (name, content) => {
    const path = await write(name.replaceAll(/\W/g, '-'), content);
    expect(await jsonOf('tail.yaml', '--traces', path)).toEqual(await expected);
  });

  test('a directory, in the order of the names', async () => {
    const directory = join(folder, 'many');
    await mkdir(directory);
    for (const [index, message] of messages.entries())
      await writeFile(join(directory, `part-${index}.binpb`), framed(message));
    expect(await jsonOf('tail.yaml', '--traces', directory)).toEqual(await expected);
  });

  test.each([
    ['one request of JSON', JSON.stringify(one)],
    ['one request of protobuf', encodeProtobuf(traceRequest, one)],
  ])('%s has the same spans, at once', async (name, content) => {
    const path = await write(name.replaceAll(' ', '-'), content);
    const { recording, results } = await jsonOf('tail.yaml', '--traces', path);
    const { results: wanted } = await expected;
    expect(recording.spans).toBe((await expected).recording.spans);
    expect(results[0]?.policies).toEqual(wanted[0]?.policies);
  });
});

describe('what is printed', () => {
  const traces = write('traces.jsonl', lines);

  test('as text', async () => {
    const { out, err, exitCode } = await run([
      'tail.yaml',
      '--traces',
      await traces,
      '--price-per-gb',
      '2',
      '--top',
      '2',
    ]);
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
    expect(out).toMatch(/^recorded: [\d,]+ spans, 400 traces, 40 requests, /);
    for (const part of [
      'pipeline: traces',
      'money in 30 days',
      'only by it',
      'shop GET /products/:id',
      'more: --top',
    ])
      expect(out).toContain(part);
  });

  test('beside another configuration, and a preset', async () => {
    const files = await run(['tail.yaml', '--traces', await traces, '--compare', 'share.yaml']);
    expect(files.out).toMatch(/Compared\n\s+kept\s+tail\.yaml\s+share\.yaml/);
    const presets = await run([
      '--preset',
      'staging',
      '--traces',
      await traces,
      '--compare',
      'preset:high-volume',
    ]);
    expect(presets.out).toMatch(/preset:staging[\s\S]+simulated: the SDK[\s\S]+preset:high-volume/);
    expect(presets.exitCode).toBe(0);
  });

  test('with --strict what would mislead is a failure', async () => {
    const { exitCode } = await run(['tail.yaml', '--traces', await traces, '--strict']);
    expect(exitCode).toBe(1);
    const all = await run(['--preset', 'development', '--traces', await traces, '--strict']);
    expect({ err: all.err, exitCode: all.exitCode }).toEqual({ err: '', exitCode: 0 });
  });

  test('one of several pipelines', async () => {
    const { out, exitCode } = await run(['two.yaml', '--pipeline', 'traces/b', '--traces', await traces]);
    expect({ exitCode }).toEqual({ exitCode: 0 });
    expect(out).toContain('simulated: probabilistic_sampler');
  });
});

describe('a fault is one message, with exit status 2', () => {
  const good = write('good.jsonl', lines);
  test.each([
    ['no configuration', [], /--preset/],
    ['both a file and a preset', ['tail.yaml', '--preset', 'production'], /--preset/],
    ['an unknown preset', ['--preset', 'prod'], /no preset is "prod"; there are development, /],
    ['broken YAML', ['broken.yaml'], /broken\.yaml:1:/],
    ['a file that is not there', ['gone.yaml'], /gone\.yaml: cannot be read/],
    ['nothing that samples', ['none.yaml'], /no pipeline of traces has tail_sampling/],
    ['two pipelines that sample', ['two.yaml'], /--pipeline: traces\/a, traces\/b/],
    ['an unknown pipeline', ['tail.yaml', '--pipeline', 'traces/x'], /no pipeline of traces is "traces\/x"/],
    ['an unknown policy', ['unknown.yaml'], /policy "odd": the policy type "odd"/],
    ['a price that is none', ['tail.yaml', '--price-per-gb', 'much'], /Expected a number, 0 or more/],
  ])('%s', async (_, args, message) => {
    const { out, err, exitCode } = await run([...args, '--traces', await good]);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test.each([
    ['that is not there', undefined, /cannot be read \(ENOENT\)/],
    ['that is empty', '', /has no spans/],
    ['of text', 'hello', /is not OTLP/],
    ['of bytes', Buffer.alloc(5000, 7), /is not OTLP/],
    ['of JSON that is not OTLP', '{"a":1}', /has no spans/],
    [
      'of OTLP that is wrong',
      '{"resourceSpans":[{"scopeSpans":3}]}',
      /request 1: resourceSpans\.scopeSpans: expected an array/,
    ],
    ['of JSON that is broken', '{"resourceSpans": x}', /request 1: not JSON/],
    ['packed and cut', gzipSync(lines).subarray(0, 3000), /cannot be unpacked/],
  ])('a recording %s', async (name, content, message) => {
    const file = `bad-${name.replaceAll(/\W/g, '-')}`;
    const path = content === undefined ? join(folder, file) : await write(file, content);
    const { out, err, exitCode } = await run(['tail.yaml', '--traces', path]);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test.each([
  ['JSON', lines.subarray(0, lines.length - 100)],
  ['protobuf', Buffer.concat(messages.map(framed)).subarray(0, -100)],
])('a recording of %s whose end is missing is read up to there', async (name, content) => {
  const { err, exitCode, out } = await run(['tail.yaml', '--traces', await write(`cut-${name}`, content)]);
  expect({ exitCode }).toEqual({ exitCode: 0 });
  expect(err).toMatch(/ends in the middle of a request, which is left out/);
  expect(out).toContain('39 requests');
});

test('progress is shown on a terminal only', async () => {
  const { err } = await run(['tail.yaml', '--traces', await write('quiet.jsonl', lines)]);
  expect(err).toBe('');
});
