import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  logsRequest as logsRequestShape,
  metricsRequest as metricsRequestShape,
  traceRequest,
} from '../../../../src/backend/receiver/schema.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { encodeFile, nameOf } from '../../../../src/node/buffer/buffer-file.ts';
import { encodeProtobuf } from '../../../backend/otlp-encoder.ts';
import { logsRequest, metricsRequest, tracesRequest } from '../../../collector/otlp-request.ts';
import { createTestIo } from '../../test-io.ts';

const main = join(import.meta.dirname, '../../../../dist/cli/main.js');
const ROOT = { directory: '/nowhere', version: '1.2.3' };
const SECRETS = ['jo.place@example.com', '4111 1111 1111 1111', 'hunter2', 's3cretpw'];
const TEXT = 'mail jo.place@example.com about 4111 1111 1111 1111';

interface Result {
  readonly found: boolean;
  readonly values: number;
  readonly sources: readonly { readonly source: string; readonly kind: string }[];
  readonly findings: readonly { readonly rule: string; readonly place: string; readonly count: number }[];
}

const audit = async (args: readonly string[], stdin?: Buffer | string) => {
  const io = createTestIo(stdin === undefined ? {} : { files: { '-': stdin } });
  await runProgram(['redaction', 'audit', ...args], io, ROOT);
  return io;
};

/** The result of an audit of what comes by standard input, without any value in what was printed. */
const auditOf = async (content: Buffer | string): Promise<Result> => {
  const io = await audit(['--json', '-'], content);
  expect(SECRETS.filter((secret) => io.out.includes(secret) || io.err.includes(secret))).toEqual([]);
  const result = JSON.parse(io.out) as Result;
  expect(io.exitCode).toBe(result.found ? 1 : 0);
  return result;
};

const placesOf = ({ findings }: Result): readonly string[] =>
  findings.map(({ rule, place, count }) => `${rule} ${count} ${place}`);

const traces = tracesRequest(
  {
    name: 'GET /users/jo.place@example.com',
    message: TEXT,
    attributes: {
      note: TEXT,
      'user.password': 'hunter2',
      'url.query': 'state=hunter2&x=1',
      clean: 'nothing here',
      map: { deep: [TEXT] },
    },
    event: { name: 'failed', attributes: { 'exception.message': TEXT } },
  },
  { 'process.command': 'serve --password=hunter2' },
);

/** Each behind its length, as the Collector's file exporter writes them. */
const framed = (requests: readonly Buffer[]): Buffer =>
  Buffer.concat(
    requests.flatMap((request) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(request.length);
      return [length, request];
    }),
  );

const FOUND_IN_TRACES = [
  'email 1 test: spans.attributes["map"]',
  'email 1 test: spans.attributes["note"]',
  'email 1 test: spans.events.attributes["exception.message"]',
  'email 1 test: spans.name',
  'email 1 test: spans.status.message',
  'payment-card 1 test: spans.attributes["map"]',
  'payment-card 1 test: spans.attributes["note"]',
  'payment-card 1 test: spans.events.attributes["exception.message"]',
  'payment-card 1 test: spans.status.message',
  'secret-assignment 1 test: resource.attributes["process.command"]',
  'sensitive-key 1 test: spans.attributes["user.password"]',
  'sensitive-parameter 1 test: spans.attributes["url.query"]',
];

describe('binnacle redaction audit: contents', () => {
  test('OTLP/JSON: rule, count and place', async () => {
    const result = await auditOf(JSON.stringify(traces));
    expect(placesOf(result)).toEqual(FOUND_IN_TRACES);
    expect(result.sources).toEqual([{ source: '<stdin>', kind: 'OTLP/JSON' }]);
  });

  test('lines of it, as the Collector writes them, packed', async () => {
    const lines = Array.from({ length: 3 }, () => JSON.stringify(traces)).join('\n');
    expect(placesOf(await auditOf(gzipSync(lines)))).toEqual(
      FOUND_IN_TRACES.map((place) => place.replace(' 1 ', ' 3 ')),
    );
  });

  test('protobuf, one request or several behind their lengths', async () => {
    const request = encodeProtobuf(traceRequest, traces);
    expect(placesOf(await auditOf(request))).toEqual(FOUND_IN_TRACES);
    const twice = await auditOf(framed([request, request]));
    expect(placesOf(twice)).toEqual(FOUND_IN_TRACES.map((place) => place.replace(' 1 ', ' 2 ')));
    expect(twice.sources).toEqual([{ source: '<stdin>', kind: 'OTLP/protobuf' }]);
  });

  test.each([
    ['JSON', Buffer.from(JSON.stringify(traces))],
    ['protobuf', encodeProtobuf(traceRequest, traces)],
  ])('packed with zstd, as a whole or each request, in %s', async (_format, request) => {
    const packed = zstdCompressSync(request);
    expect(placesOf(await auditOf(packed))).toEqual(FOUND_IN_TRACES);
    expect(placesOf(await auditOf(framed([packed, packed])))).toEqual(
      FOUND_IN_TRACES.map((place) => place.replace(' 1 ', ' 2 ')),
    );
  });

  test.each<[string, BufferEncoding, string]>([
    ['UTF-8', 'utf8', '\ufeff'],
    ['UTF-16', 'utf16le', '\ufeff'],
  ])('JSON in %s behind a mark of the byte order', async (_name, encoding, mark) => {
    const bytes = Buffer.from(`${mark}${JSON.stringify(traces)}`, encoding);
    expect(placesOf(await auditOf(bytes))).toEqual(FOUND_IN_TRACES);
  });

  test('bytes that are values', async () => {
    const value = { bytesValue: Buffer.from(TEXT).toString('base64') };
    const scopeLogs = [{ logRecords: [{ body: value, attributes: [{ key: 'note', value }] }] }];
    expect(placesOf(await auditOf(JSON.stringify({ resourceLogs: [{ scopeLogs }] })))).toEqual([
      'email 1 logRecords.attributes["note"]',
      'email 1 logRecords.body["bytes"]',
      'payment-card 1 logRecords.attributes["note"]',
      'payment-card 1 logRecords.body["bytes"]',
    ]);
  });

  test.each([
    ['logs', logsRequestShape, logsRequest([{ body: TEXT }]), 'logRecords.body'],
    [
      'metrics',
      metricsRequestShape,
      metricsRequest({ note: TEXT }),
      'metrics.sum.dataPoints.attributes["note"]',
    ],
  ])('%s as protobuf', async (_name, shape, request, place) => {
    const result = await auditOf(encodeProtobuf(shape, request));
    expect(placesOf(result)).toEqual([`email 1 ${place}`, `payment-card 1 ${place}`]);
  });

  test.each([
    [
      'bodies and attributes of log records',
      logsRequest([{ body: { a: { text: TEXT } }, attributes: { k: TEXT } }]),
    ],
    ['attributes of metrics', metricsRequest({ note: TEXT, list: [TEXT] }, {})],
  ])('%s', async (_what, request) => {
    const { findings } = await auditOf(JSON.stringify(request));
    expect(findings.map(({ rule }) => rule).sort()).toEqual([
      'email',
      'email',
      'payment-card',
      'payment-card',
    ]);
  });

  test('text that is no JSON', async () => {
    const result = await auditOf(`first\nsecond ${TEXT}\n{"half": `);
    expect(placesOf(result)).toEqual(['email 1 lines', 'payment-card 1 lines']);
  });

  test('bytes of an unknown format: attributes and runs of text', async () => {
    const pair = Buffer.concat([
      Buffer.from([0, 1, 2, 0x0a, 8]),
      Buffer.from('password'),
      Buffer.from([0x12, 9, 0x0a, 7]),
      Buffer.from('hunter2'),
      Buffer.from([0, 0x12, 48]),
      Buffer.from('4111 1111 1111 1111'),
      Buffer.from([0, 255]),
    ]);
    expect(placesOf(await auditOf(pair))).toEqual([
      'payment-card 1 bytes',
      'sensitive-key 1 attributes in bytes["password"]',
    ]);
  });

  test('what was redacted is not found', async () => {
    const request = logsRequest([
      { body: 'mail [REDACTED:email]', attributes: { token: 'REDACTED', 'url.query': 'state=REDACTED' } },
    ]);
    const result = await auditOf(JSON.stringify(request));
    expect(result.findings).toEqual([]);
    expect(result.values).toBeGreaterThan(3);
  });
});

describe('binnacle redaction audit: files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-audit-'));
  mkdirSync(join(folder, 'queue'));
  writeFileSync(join(folder, 'queue', 'a.json'), JSON.stringify(traces));
  writeFileSync(join(folder, 'b.log'), 'clean\n');

  test('a directory, in words for people', async () => {
    const io = await audit([folder]);
    expect(io.exitCode).toBe(1);
    expect(io.out).toContain(`${join(folder, 'queue', 'a.json')}\n  email`);
    expect(io.out).toMatch(/12 found among \d+ values in 2 sources\n$/);
    expect(SECRETS.filter((secret) => io.out.includes(secret))).toEqual([]);
  });

  test('a buffer of Binnacle on disk', async () => {
    const body = encodeProtobuf(traceRequest, traces);
    const name = nameOf({
      signal: 'traces',
      lane: 0,
      encoding: 'protobuf',
      items: 1,
      createdMillis: 1,
      sequence: 1,
      bytes: body.length,
    });
    writeFileSync(join(folder, name), encodeFile(name, body));
    const io = await audit(['--json', join(folder, name)]);
    expect(placesOf(JSON.parse(io.out) as Result)).toEqual(FOUND_IN_TRACES);
  });

  test('a name that is personal is masked, and links may lead in circles', async () => {
    const place = mkdtempSync(join(tmpdir(), 'binnacle-audit-'));
    mkdirSync(join(place, 'jo.place@example.com'));
    writeFileSync(join(place, 'jo.place@example.com', 'a.log'), TEXT);
    symlinkSync(place, join(place, 'jo.place@example.com', 'again'));
    symlinkSync('nowhere', join(place, 'dangling'));
    const io = await audit([place]);
    expect([io.exitCode, io.err]).toEqual([1, '']);
    expect(io.out).toContain(`${join(place, '[REDACTED:email]', 'a.log')}\n  email`);
    expect(io.out).toContain('in 1 source\n');
    expect(io.out).not.toContain('jo.place');
    const missing = await audit([join(place, 'jo.place@example.com', 'b.log')]);
    expect(missing.err).toBe(`${join(place, '[REDACTED:email]', 'b.log')}: cannot be read (ENOENT)\n`);
  });

  test('what cannot be read does not hide what the others hold', async () => {
    const place = mkdtempSync(join(tmpdir(), 'binnacle-audit-'));
    writeFileSync(join(place, 'a.log'), TEXT);
    writeFileSync(join(place, 'b.gz'), Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from(TEXT)]));
    writeFileSync(join(place, 'c.log'), TEXT);
    const io = await audit([place, join(place, 'nowhere')]);
    expect(io.exitCode).toBe(2);
    expect(io.out).toContain('4 found among 2 values in 2 sources; 2 sources could not be read\n');
    expect(io.err).toBe(
      `${join(place, 'b.gz')}: cannot be read (Z_DATA_ERROR)\n${join(place, 'nowhere')}: cannot be read (ENOENT)\n`,
    );
    const json = JSON.parse((await audit([place, '--json'])).out) as Result;
    expect(json.found).toBe(true);
    expect(json.sources[1]).toEqual({
      source: join(place, 'b.gz'),
      error: 'cannot be read (Z_DATA_ERROR)',
    });
  });

  const LARGE_BYTES = 17 * 1_048_576;
  const attributes = { 'user.password': 'hunter2', filler: 'and so on '.repeat(2_000) };
  const one = tracesRequest({ name: 'GET /', attributes });
  const json = JSON.stringify(one);
  const protobuf = encodeProtobuf(traceRequest, one);
  const times = (length: number): number => Math.ceil(LARGE_BYTES / length);
  const pretty = JSON.stringify(
    Array.from({ length: times(json.length) }, () => one),
    undefined,
    1,
  );

  // By their bytes alone a password that its key tells of would not be found.
  test.each([
    ['lines', `${json}\n`.repeat(times(json.length)), 'OTLP/JSON', times(json.length)],
    ['lines, packed', gzipSync(`${json}\n`.repeat(times(json.length))), 'OTLP/JSON', times(json.length)],
    ['one document', pretty, 'JSON', times(json.length)],
    [
      'requests behind their lengths',
      framed(Array.from({ length: times(protobuf.length) }, () => protobuf)),
      'OTLP/protobuf',
      times(protobuf.length),
    ],
  ])(
    'a large file is read in parts: %s',
    async (_what, content, kind, count) => {
      const file = join(folder, 'large');
      writeFileSync(file, content);
      const result = JSON.parse((await audit(['--json', file])).out) as Result;
      expect(result.sources).toEqual([{ source: file, kind }]);
      expect(placesOf(result)).toEqual([`sensitive-key ${count} test: spans.attributes["user.password"]`]);
    },
    30_000,
  );

  test('how far a large file was read is said to people', async () => {
    const file = join(folder, 'zeros');
    writeFileSync(file, Buffer.alloc(65 * 1_048_576));
    const io = createTestIo({ isTTY: true });
    await runProgram(['redaction', 'audit', file], io, ROOT);
    expect(io.err).toContain(`reading ${file}\n  64 MiB of 65 MiB\n`);
  });

  // A shell's `<(zcat …)` is a pipe; so is what another program writes, slowly and of any size.
  test.each([
    'node "$0" redaction audit --json <(cat "$1")',
    '(sleep 0.3; cat "$1") | node "$0" redaction audit --json -',
  ])(
    'pipes: %s',
    (command) => {
      const file = join(folder, 'piped');
      writeFileSync(file, `${json}\n`.repeat(200));
      const { stdout, stderr, status } = spawnSync('bash', ['-c', command, main, file], { encoding: 'utf8' });
      expect([status, stderr]).toEqual([1, '']);
      expect(placesOf(JSON.parse(stdout) as Result)).toEqual([
        'sensitive-key 200 test: spans.attributes["user.password"]',
      ]);
    },
    30_000,
  );

  test('a clean one', async () => {
    const io = await audit([join(folder, 'b.log')]);
    expect([io.out, io.exitCode]).toEqual(['nothing found among 2 values in 1 source\n', 0]);
  });

  test.each([
    [['nowhere.json'], 'nowhere.json: cannot be read (ENOENT)'],
    [['a', '--since', '1w'], 'such as 90m'],
    [['a', '--limit', '0'], 'whole number'],
    [['a', '--preset', 'all'], 'balanced'],
    [[], 'source'],
  ])('%j is a fault of the user', async (args, message) => {
    const io = await audit(args);
    expect(io.err).toContain(message);
    expect(io.exitCode).toBe(2);
  });
});

describe('binnacle redaction audit: servers', () => {
  const ANSWERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    jaeger: {
      '/api/services': ['shop'],
      '/api/traces': [
        {
          processes: { p1: { serviceName: 'shop', tags: [{ key: 'host', value: 'h' }] } },
          spans: [
            {
              processID: 'p1',
              operationName: 'GET /',
              tags: [{ key: 'note', type: 'string', value: TEXT }],
              logs: [{ timestamp: 1, fields: [{ key: 'api_key', value: 'hunter2' }] }],
            },
          ],
        },
      ],
    },
    prometheus: {
      '/api/v1/labels': ['__name__', 'note'],
      '/api/v1/label/__name__/values': ['up'],
      '/api/v1/label/note/values': [TEXT, 'clean'],
      '/api/v1/metadata': { up: [{ help: 'mail jo.place@example.com' }] },
      '/api/v1/query_exemplars': [{ exemplars: [{ labels: { note: TEXT } }] }],
    },
    other: {},
  };
  const servers: Server[] = [];
  const urls: Record<string, string> = {};
  const asked: (string | undefined)[] = [];

  beforeAll(async () => {
    for (const [name, answers] of Object.entries(ANSWERS)) {
      const server = createServer((request, response) => {
        asked.push(request.headers.authorization);
        const data = answers[(request.url ?? '').split('?')[0] as string];
        response.statusCode = data === undefined ? 404 : 200;
        response.end(JSON.stringify({ data }));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      servers.push(server);
      urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }
  });
  afterAll(() => {
    for (const server of servers) server.close();
  });

  test.each([
    [
      'jaeger',
      [
        'email 1 shop: span.tags["note"]',
        'payment-card 1 shop: span.tags["note"]',
        'sensitive-key 1 shop: span.logs.fields["api_key"]',
      ],
    ],
    [
      'prometheus',
      [
        'email 1 exemplars["note"]',
        'email 1 labels["note"]',
        'email 1 metadata.up.help',
        'payment-card 1 exemplars["note"]',
        'payment-card 1 labels["note"]',
      ],
    ],
  ])('a %s', async (name, places) => {
    const io = await audit(['--json', urls[name] as string]);
    expect(io.err).toBe('');
    expect(placesOf(JSON.parse(io.out) as Result)).toEqual(places);
    expect(SECRETS.filter((secret) => io.out.includes(secret))).toEqual([]);
  });

  test('sends the credentials of the URL, and shows them nowhere', async () => {
    const io = await audit([(urls.prometheus as string).replace('//', '//me:s3cretpw@')]);
    expect(asked).toContain(`Basic ${Buffer.from('me:s3cretpw').toString('base64')}`);
    expect(io.out + io.err).not.toContain('s3cretpw');
  });

  test('another server is a fault of the user', async () => {
    const io = await audit([urls.other as string]);
    expect([io.exitCode, io.err]).toEqual([
      2,
      `${urls.other}: neither a Jaeger nor a Prometheus; expected the URL at which its page is\n`,
    ]);
  });

  test.each(['http://', 'http://[bad', 'http://127.0.0.1:99999', 'http://%zz:x@127.0.0.1'])(
    'so is %s, which is no URL',
    async (url) => {
      const io = await audit([url]);
      expect(io.exitCode).toBe(2);
      expect(io.err).toContain(': is not a URL; expected one such as http://127.0.0.1:9090\n');
    },
  );

  test.each<[string, (path: string) => readonly [status: number, body: string], string]>([
    [
      'asks who is there',
      () => [401, TEXT],
      'neither a Jaeger nor a Prometheus (status 401 for /api/services)',
    ],
    [
      'answers no JSON',
      (path) => [200, path.endsWith('/labels') ? '{"data":["a"]}' : 'jo.place@example.com'],
      'the answer for /api/v1/label/…/values is not JSON',
    ],
    [
      'fails',
      (path) => (path.endsWith('/labels') ? [200, '{"data":["jo.place@example.com"]}'] : [500, TEXT]),
      'status 500 for /api/v1/label/…/values',
    ],
  ])('says of one that %s what is wrong, and no value', async (_what, answer, message) => {
    const server = createServer((request, response) => {
      const [status, body] = answer((request.url ?? '').split('?')[0] as string);
      response.statusCode = status;
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const io = await audit([`http://127.0.0.1:${(server.address() as AddressInfo).port}/?token=hunter2`]);
    server.close();
    expect(io.exitCode).toBe(2);
    expect(io.err).toContain(message);
    expect(SECRETS.filter((secret) => (io.out + io.err).includes(secret.split(' ')[0] as string))).toEqual(
      [],
    );
  });

  test('so is none', async () => {
    const io = await audit(['http://127.0.0.1:1']);
    expect(io.exitCode).toBe(2);
    expect(io.err).toContain('http://127.0.0.1:1: no answer');
  });
});
