import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { findPackageRoot } from '../../../../src/cli/package-root.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo, type TestIoOptions } from '../../test-io.ts';

const ROOT = findPackageRoot(import.meta.dirname);

/** Redaction has tests of its own, and takes a while. */
const run = async (line: string, options: TestIoOptions = {}) => {
  const io = createTestIo(options);
  const args = line.split(' ').filter((word) => word !== '');
  await runProgram(['collector', ...args, '--redaction', 'none'], io, ROOT);
  return io;
};

describe('binnacle collector generate', () => {
  test('writes the file, and says what comes next', async () => {
    const { written, err, out, exitCode } = await run('generate --backend jaeger --out a/otel.yaml');
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 0 });
    expect(Object.keys(written)).toEqual(['a/otel.yaml']);
    expect(parse(written['a/otel.yaml'] ?? '').exporters).toHaveProperty(['otlp_grpc/jaeger']);
    expect(err).toBe(`a/otel.yaml: written
Next:
  binnacle collector validate a/otel.yaml
  binnacle collector manifest a/otel.yaml --output manifest.yaml
  GOMEMLIMIT=409MiB otelcol --config=a/otel.yaml
`);
  });

  test('--json says what was written', async () => {
    const { out, err } = await run('generate --backend datadog --signals logs --json');
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      topology: 'single',
      files: [{ role: 'collector', file: 'collector.yaml' }],
      collectors: [{ files: ['collector.yaml'], variables: [{ name: 'DD_API_KEY' }] }],
      next: expect.arrayContaining(['binnacle collector validate collector.yaml']),
    });
  });

  test('--out - prints the file alone', async () => {
    const { out, written } = await run('generate --backend debug --out -');
    expect(parse(out).exporters).toHaveProperty('debug');
    expect(written).toEqual({});
  });

  test('nothing is overwritten without --force', async () => {
    const files = { 'collector.yaml': 'mine' };
    const { err, written, exitCode } = await run('generate --backend debug', { files });
    expect({ err, written, exitCode }).toEqual({
      err: 'collector.yaml: is there already; --force overwrites, --out names another file\n',
      written: {},
      exitCode: 2,
    });
    const forced = await run('generate --backend debug --force', { files });
    expect(Object.keys(forced.written)).toEqual(['collector.yaml']);
  });

  test('a topology file, with the place of what is wrong', async () => {
    const good =
      'topology: agent\nbackends: [{ type: otlp, endpoint: "a.example.com:4317" }]\nredaction: none\n';
    const io = createTestIo({ files: { 't.yaml': good, 'bad.yaml': `${good}queu: memory\n` } });
    await runProgram(['collector', 'generate', '--topology-file', 't.yaml'], io, ROOT);
    expect(io).toMatchObject({
      exitCode: 0,
      written: { 'collector.yaml': expect.stringContaining('An agent') },
    });
    await runProgram(['collector', 'generate', '--topology-file', 'bad.yaml', '--force'], io, ROOT);
    expect(io.exitCode).toBe(2);
    expect(io.err).toContain('bad.yaml:4:1: "queu" is not known; did you mean "queue"?\n');
  });

  test('--browsers adds a receiver for pages, and nginx before it', async () => {
    const { written, err, exitCode } = await run(
      'generate --backend prometheus,file --browsers https://shop.example,https://*.shop.example --browser-services shop-page',
    );
    expect([exitCode, Object.keys(written)]).toEqual([0, ['collector.yaml', 'collector-nginx.conf']]);
    const { receivers, processors, service } = parse(written['collector.yaml'] ?? '');
    expect(receivers['otlp/browsers'].protocols.http.cors.allowed_origins).toEqual([
      'https://shop.example',
      'https://*.shop.example',
    ]);
    expect(processors['filter/browsers'].log_conditions).toEqual([
      'resource.attributes["service.name"] != "shop-page"',
    ]);
    expect(service.pipelines['metrics/browsers'].exporters).toEqual(['otlp_http/prometheus', 'file/metrics']);
    expect(written['collector-nginx.conf']).toContain('"https://shop.example" $http_origin;');
    expect(written['collector-nginx.conf']).toContain('"~^https://[^/]*\\.shop\\.example$" $http_origin;');
    expect(err).toContain('RUM_API_KEY  key of the application');
  });

  test('what a Collector other than the project’s own is needed for', async () => {
    const { err } = await run('generate --backend kafka');
    expect(err).toContain('Binnacle’s own Collector does not have kafkaexporter');
    const second = await run(
      'generate --topology tail-sampling --samplers 127.0.0.1:1 --backend jaeger --out t.yaml',
    );
    expect(Object.keys(second.written)).toEqual(['t.yaml', 't-sampling.yaml']);
    expect(second.err).toContain('load_balancing exporter is not in Binnacle’s own Collector');
    expect(second.err).toContain('binnacle collector manifest t.yaml');
  });

  test.each([
    ['no backend', '', /--backend: there is none; known: debug, .*jaeger/],
    [
      'an unknown backend',
      '--backend jager',
      /--backend: "jager" is not known; did you mean "jaeger"\? known: /,
    ],
    ['an empty backend', '--backend =a:1', /--backend: expected a name, such as jaeger/],
    [
      'an unknown topology',
      '--topology gate --backend debug',
      /--topology: "gate" is not known; known: single, agent, gateway, tail-sampling|did you mean/,
    ],
    [
      'an unknown signal',
      '--signals spans --backend debug',
      /--signals: "spans" is not known; known: traces, metrics, logs/,
    ],
    [
      'an unknown preset',
      '--sampling prod --backend debug',
      /--sampling: "prod" is not known; .*known: development, /,
    ],
    [
      'an unknown protocol',
      '--protocols tcp --backend debug',
      /--protocols: "tcp" is not known; .*grpc, http/,
    ],
    [
      'every origin',
      '--browsers * --backend debug',
      /--browsers: "\*" lets in every page there is; list the origins of yours/,
    ],
    [
      'what belongs to pages, without pages',
      '--browser-listen 127.0.0.1:1 --backend debug',
      /--browser-services and --browser-listen belong to --browsers/,
    ],
    ['memory in words', '--memory lots --backend debug', /--memory: "lots" is no whole number/],
    [
      'too little memory',
      '--memory 5 --backend debug',
      /--memory: 5 is not accepted; expected a whole number of MiB from 128/,
    ],
    [
      'a certificate without its key',
      '--tls-cert a --backend debug',
      /--tls-cert and --tls-key belong together/,
    ],
    [
      'tenants without an attribute',
      '--tenants a,b --backend debug',
      /--tenants and --tenant-attribute belong together/,
    ],
    [
      'the network without TLS',
      '--listen 0.0.0.0 --backend debug',
      /--listen: 0\.0\.0\.0:4317 .*set --tls-cert and --tls-key, or allow it with --plain-text/,
    ],
    [
      'plain text elsewhere',
      '--backend loki=http://loki.example.com/otlp',
      /--backend: .*allow it with --plain-text/,
    ],
    ['an unknown flag', '--backends jaeger', /unknown option '--backends'/],
    ['flags beside a file', '--topology-file a --sampling production', /write the second into the file/],
    [
      'a file that is not there',
      '--backend debug --out /nowhere/a.yaml',
      /\/nowhere\/a\.yaml: cannot be written \(ENOENT\)/,
    ],
    [
      'two files to standard output',
      '--topology tail-sampling --samplers 127.0.0.1:1 --backend jaeger --out -',
      /standard output is one; name a file with --out, or use --json/,
    ],
  ])('%s: exit status 2, and what would work', async (_, line, message) => {
    const { err, out, written, exitCode } = await run(`generate ${line}`);
    expect({ out, written, exitCode }).toEqual({ out: '', written: {}, exitCode: 2 });
    expect(err).toMatch(message);
  });

  test('what validate refuses is not written', async () => {
    const { err, written, exitCode } = await run('generate --backend debug --health 127.0.0.1:4317');
    expect({ written, exitCode }).toEqual({ written: {}, exitCode: 1 });
    expect(err).toMatch(/port-conflict/);
  });
});

describe('binnacle collector init', () => {
  test('without a terminal it asks nothing', async () => {
    const { written, err, exitCode } = await run('init');
    expect(exitCode).toBe(0);
    expect(err).not.toContain('?');
    expect(Object.keys(parse(written['collector.yaml'] ?? '').exporters)).toEqual([
      'otlp_grpc/jaeger',
      'otlp_http/prometheus',
      'file/logs',
    ]);
  });

  test('empty answers are the defaults', async () => {
    const { written, exitCode } = await run('init', { answers: Array.from({ length: 15 }, () => '') });
    expect(exitCode).toBe(0);
    const { receivers, exporters } = parse(written['collector.yaml'] ?? '');
    expect(receivers.otlp.protocols.grpc.endpoint).toBe('127.0.0.1:4317');
    expect(Object.keys(exporters)).toContain('otlp_grpc/jaeger');
  });

  test('asks again where an answer cannot be used', async () => {
    const answers = [
      'gatway',
      '3',
      'jager',
      'newrelic',
      'eu',
      '0.0.0.0',
      'tls.crt',
      '',
      'maybe',
      'bearer',
      'production',
      'few',
      '1024',
      '',
      'perhaps',
      'yes',
      'tenant.id',
      'acme, globex',
      '*',
      'https://shop.example, https://*.shop.example',
      'shop-page',
    ];
    const { written, err, exitCode } = await run('init --out g.yaml', { answers });
    expect(err).toContain('"gatway" is not known; known: single, agent, gateway, tail-sampling');
    expect(err).toContain('"jager" is not known; did you mean "jaeger"?');
    expect(err).toContain('"maybe" is not known; known: bearer, none');
    expect(err).toContain('"few" is not accepted; expected a whole number from 128');
    expect(err).toContain('"perhaps" is not accepted; expected yes or no');
    expect(err).toContain('"*" lets in every page there is');
    expect(exitCode).toBe(0);
    const { receivers, processors, exporters } = parse(written['g.yaml'] ?? '');
    expect(receivers['otlp/browsers'].protocols.http.cors.allowed_origins).toEqual([
      'https://shop.example',
      'https://*.shop.example',
    ]);
    expect(written['g-nginx.conf']).toContain('"https://shop.example" $http_origin;');
    expect(err).toContain(
      "start({ service: 'shop-page', endpoint: 'https://telemetry.example:4443', apiKey: 'what RUM_API_KEY is' });",
    );
    expect(err).toContain("Content-Security-Policy: connect-src 'self' https://telemetry.example:4443\n");
    expect(receivers.otlp.protocols.http.tls.key_file).toBe('tls.key');
    expect(processors).toHaveProperty('k8s_attributes');
    expect(processors.memory_limiter.limit_mib).toBe(819);
    expect(Object.keys(exporters)).toEqual(['otlp_http/newrelic-acme', 'otlp_http/newrelic-globex']);
  });

  test('takes the origins of pages by a flag, and says as JSON what a page needs', async () => {
    const { out, written, exitCode } = await run('init --browsers https://shop.example --json');
    expect(exitCode).toBe(0);
    expect(Object.keys(written)).toContain('collector-nginx.conf');
    expect(JSON.parse(out).pages).toEqual({
      endpoint: 'https://telemetry.example:4443',
      origins: ['https://shop.example'],
      apiKey: 'what RUM_API_KEY is',
      start: expect.stringContaining("from 'binnacle/web'; start({ service: 'shop-page'"),
      contentSecurityPolicy: "connect-src 'self' https://telemetry.example:4443",
    });
  });

  test.each([
    [128, 78],
    [200, 150],
    [250, 200],
    [512, 409],
  ])('a container of %s MiB has room for the process beside the limit', async (container, limit) => {
    const io = createTestIo();
    const args = ['--backend', 'debug', '--redaction', 'none', '--out', '-', '--memory', String(container)];
    await runProgram(['collector', 'generate', ...args], io, ROOT);
    expect([io.exitCode, io.out]).toEqual([0, expect.stringContaining(`limit_mib: ${limit}`)]);
  });

  test('the end of the answers writes nothing', async () => {
    const { written, err, exitCode } = await run('init', { answers: ['1'] });
    expect({ written, exitCode }).toEqual({ written: {}, exitCode: 130 });
    expect(err).toMatch(/nothing was written\n$/);
  });

  test('a file that is there is said before the questions', async () => {
    const { err, exitCode } = await run('init', { answers: [], files: { 'collector.yaml': 'mine' } });
    expect({ err, exitCode }).toEqual({
      err: 'collector.yaml: is there already; --force overwrites, --out names another file\n',
      exitCode: 2,
    });
  });
});
