import { describe, expect, test } from '@jest/globals';
import { adviceOn, hintsOn, type Outcome } from '../../../../src/cli/commands/doctor/advice.ts';
import { resolveSettings } from '../../../../src/core/settings/index.ts';
import { type OtlpTarget, otlpTargetOf } from '../../../../src/node/exporters/otlp-target.ts';

const target = (env: Readonly<Record<string, string>>): OtlpTarget =>
  otlpTargetOf('traces', resolveSettings(env).settings);
const at = (endpoint: string, env: Readonly<Record<string, string>> = {}): OtlpTarget =>
  target({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...env });

const GRPC = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
const KEY = { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc' };
const refused: Outcome = { text: 'connect ECONNREFUSED 127.0.0.1:4318', code: 'ECONNREFUSED' };

const cases: readonly (readonly [what: string, OtlpTarget, Outcome, advice: RegExp])[] = [
  ['nothing listens here', target({}), refused, /nothing listens at localhost:4318.*binnacle up/],
  ['nothing listens there', at('http://collector:4318'), refused, /is the Collector up/],
  [
    'no such host',
    at('http://colector:4318'),
    { text: 'getaddrinfo ENOTFOUND colector' },
    /no such host as colector/,
  ],
  [
    'HTTP to the port for gRPC',
    at('http://h:4317'),
    { text: 'Parse Error: Expected HTTP/', code: 'HPE_INVALID_CONSTANT' },
    /4317 is the port for gRPC.*http:\/\/h:4318/,
  ],
  [
    'gRPC to the port for HTTP',
    at('http://h:4318', GRPC),
    { text: 'UNAVAILABLE Connection dropped' },
    /4318 is the port for HTTP.*http:\/\/h:4317/,
  ],
  [
    'HTTPS to a server without',
    at('https://h:4318'),
    { text: 'EPROTO wrong version number', code: 'EPROTO' },
    /speaks no TLS.*http:\/\/h:4318/,
  ],
  [
    'HTTP to a server with TLS',
    at('http://h:8443'),
    { status: 400, text: 'Client sent an HTTP request to an HTTPS server.' },
    /https:\/\/h:8443/,
  ],
  [
    'its own certificate',
    at('https://h'),
    { text: 'self-signed certificate', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    /OTEL_EXPORTER_OTLP_CERTIFICATE/,
  ],
  [
    'an old certificate',
    at('https://h'),
    { text: 'certificate has expired', code: 'CERT_HAS_EXPIRED' },
    /out of date/,
  ],
  [
    'another name',
    at('https://h'),
    { text: 'altnames', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    /another name/,
  ],
  ['no key', at('https://h'), { status: 401, text: '' }, /no key is sent.*OTEL_EXPORTER_OTLP_HEADERS/],
  ['a bad key', at('https://h', KEY), { status: 403, text: '' }, /not accepted/],
  ['no key, gRPC', at('https://h', GRPC), { text: 'UNAUTHENTICATED no token' }, /no key is sent/],
  ['the path twice', at('http://h:4318/v1/traces'), { status: 404, text: '' }, /without \/v1\/traces/],
  [
    'no path',
    target({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://h:4318' }),
    { status: 404, text: '' },
    /OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is the whole URL.*http:\/\/h:4318\/v1\/traces/,
  ],
  ['no receiver', at('http://h:9090'), { status: 405, text: '' }, /no OTLP receiver for traces/],
  [
    'no pipeline, gRPC',
    at('http://h:4317', GRPC),
    { text: 'UNIMPLEMENTED unknown service' },
    /no traces by gRPC/,
  ],
  [
    'elsewhere',
    at('http://h'),
    { status: 308, text: '', location: 'https://h/v1/traces' },
    /https:\/\/h\/v1\/traces/,
  ],
  ['another encoding', at('http://h'), { status: 415, text: '' }, /OTEL_EXPORTER_OTLP_PROTOCOL=http\/json/],
  [
    'compression',
    at('http://h', { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }),
    { status: 400, text: '' },
    /COMPRESSION=none/,
  ],
  ['too much', at('http://h'), { status: 429, text: '' }, /quota/],
  ['too large', at('http://h'), { status: 413, text: '' }, /size/],
  ['a fault there', at('http://h'), { status: 502, text: '' }, /fault of its own/],
  [
    'a web page',
    at('http://h'),
    { status: 200, contentType: 'text/html; charset=utf-8', text: '' },
    /web page/,
  ],
  ['silence', at('http://h'), { text: 'no answer in time' }, /firewall/],
  ['hung up', at('http://h'), { text: 'socket hang up', code: 'ECONNRESET' }, /https:\/\//],
];

describe('adviceOn', () => {
  test.each(cases)('%s', (_what, to, outcome, advice) => {
    expect(adviceOn(to, outcome, { inContainer: false })).toMatch(advice);
  });

  test('localhost inside a container is the container', () => {
    expect(adviceOn(target({}), refused, { inContainer: true })).toMatch(/host\.docker\.internal:4318/);
    expect(adviceOn(at('http://collector:4318'), refused, { inContainer: true })).not.toMatch(
      /container itself/,
    );
  });

  test('says nothing where nothing is known', () => {
    expect(adviceOn(at('http://h'), { status: 200, text: '' }, { inContainer: true })).toBeUndefined();
    expect(adviceOn(at('http://h'), { status: 418, text: '' }, { inContainer: false })).toBeUndefined();
  });
});

test('hints are for servers elsewhere', () => {
  expect(hintsOn(target({}))).toEqual([]);
  expect(hintsOn(at('https://h', { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }))).toEqual([]);
  expect(hintsOn(at('http://h')).join()).toMatch(/without encryption.*COMPRESSION=gzip/);
});
