// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of the Collector
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseTopology } from '../../../src/collector/generate/parse-topology.ts';
import type { Topology } from '../../../src/collector/generate/topology.ts';
import { judgeTopology } from './judge.ts';

const said = (text: string): readonly string[] =>
  parseTopology(text).faults.map(({ line, column, message }) => `${line}:${column}: ${message}`);

const HEAD = 'topology: single\n';
const JAEGER = `${HEAD}backends: [{ type: jaeger }]\n`;

test('a whole file', () => {
  const text = `
topology: gateway
signals: [traces, logs]
backends:
  - { type: jaeger, endpoint: "jaeger.example.com:4317" }
  - { type: loki, name: second, endpoint: "https://loki.example.com/otlp", headers: { authorization: "\${env:LOKI}" } }
listen: { address: 0.0.0.0, tls: { certFile: tls.crt, keyFile: tls.key }, auth: bearer }
tenants: { attribute: tenant.id, otherwise: acme, tenants: [{ id: acme }, { id: globex, backends: [second] }] }
sampling: production
redaction: gdpr
memoryMib: 1024
kubernetes: true
`;
  expect(parseTopology(text)).toMatchObject({
    faults: [],
    topology: { topology: 'gateway', memoryMib: 1024, redaction: { preset: 'gdpr' } },
  });
});

test('the example of the documentation has nothing against it', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/collector-generate.md'), 'utf8');
  const [, example = ''] = /```yaml\n(topology: [\s\S]*?)```/.exec(text) ?? [];
  const { topology, faults } = parseTopology(example);
  expect(faults).toEqual([]);
  expect(judgeTopology(topology as Topology, false)).toEqual([]);
});

describe('a fault is said with its place', () => {
  test.each<[string, string, readonly (string | RegExp)[]]>([
    ['nothing', '', [/^1:1: is empty; expected at least topology and backends/]],
    ['no map', '- a', [/^1:1: expected a map/]],
    ['broken YAML', 'a: [', [/^1:\d+: /]],
    ['two documents', `${JAEGER}---\n${JAEGER}`, [/a second document/]],
    ['an alias', `${HEAD}backends: &a [{ type: jaeger }]\nsignals: *a`, [/^3:10: signals: an alias/]],
    ['a missing key', HEAD, ['1:1: "backends" is missing']],
    [
      'an unknown key',
      `${JAEGER}sampler: production`,
      ['3:1: "sampler" is not known; did you mean "samplers"?'],
    ],
    [
      'an unknown kind',
      'topology: gatway\nbackends: [{ type: debug }]',
      [/^1:11: topology: "gatway" is not known; did you mean "gateway"\?/],
    ],
    [
      'a number as text',
      `${JAEGER}memoryMib: much`,
      ['3:12: memoryMib: "much" is not accepted; expected a whole number'],
    ],
    [
      'a number that is too small',
      `${JAEGER}memoryMib: 7`,
      ['3:12: memoryMib: 7 is not accepted; expected 128 to 1048576'],
    ],
    ['a fraction', `${JAEGER}memoryMib: 200.5`, [/^3:12: memoryMib: 200.5 is not accepted/]],
    ['no backend', `${HEAD}backends: []`, [/^2:11: backends: there is none; known: debug, file, jaeger/]],
    [
      'an unknown backend',
      `${HEAD}backends: [{ type: jager }]`,
      [/^2:20: backends\[0\]\.type: "jager" is not known; did you mean "jaeger"\?/],
    ],
    [
      'an endpoint of another form',
      `${HEAD}backends:\n  - type: jaeger\n    endpoint: http://a`,
      [
        '4:15: backends[0].endpoint: "http://a" is not accepted for jaeger; expected host:port, such as jaeger.example.com:4317',
      ],
    ],
    [
      'an endpoint that is needed',
      `${HEAD}backends: [{ type: otlp }]`,
      [/^2:12: backends\[0\]\.endpoint: otlp needs an endpoint, such as/],
    ],
    [
      'a port that is none',
      `${HEAD}backends: [{ type: jaeger, endpoint: "a:99999" }]`,
      [/^2:38: .*"a:99999" is not accepted/],
    ],
    [
      'plain text to another machine',
      `${HEAD}backends: [{ type: loki, endpoint: "http://loki.example.com/otlp" }]`,
      [/^2:36: .*http:\/\/ is plain text; use https:\/\/, or allow it with plainText: true/],
    ],
    [
      'a secret in a header',
      `${HEAD}backends: [{ type: loki, headers: { Authorization: Bearer abc } }]`,
      [
        '2:52: backends[0].headers.Authorization: header "Authorization" is a secret; write ${env:NAME} and set the variable',
      ],
    ],
    [
      'a secret as a token',
      `${HEAD}backends: [{ type: loki, bearerToken: abc }]`,
      [/^2:39: .*bearerToken is a secret; write \$\{env:NAME\}/],
    ],
    [
      'a password in a URL',
      `${HEAD}backends: [{ type: loki, endpoint: "https://me:pw@loki.example.com" }]`,
      [/^2:36: .*a password in a URL/],
    ],
    [
      'a user without a password',
      `${HEAD}backends: [{ type: loki, username: me }]`,
      [/username and password belong together/],
    ],
    [
      'an option that is not used',
      `${HEAD}backends: [{ type: debug, bearerToken: "\${env:A}" }]`,
      [/debug does not use it/],
    ],
    [
      'a signal that the backend does not take',
      `${HEAD}backends: [{ type: jaeger, signals: [logs] }]`,
      [/jaeger takes no logs; it takes traces/, /signals: there is none/],
    ],
    [
      'a signal without a backend',
      `${JAEGER}signals: [traces, metrics]`,
      [/^3:10: signals: no backend gets metrics; those that take metrics: .*prometheus/],
    ],
    [
      'two of one name',
      `${HEAD}backends: [{ type: jaeger }, { type: jaeger }]`,
      [/^2:38: backends\[1\]\.type: there are two "jaeger"; give each a name/],
    ],
    [
      'a region of a vendor without',
      `${HEAD}backends: [{ type: datadog, region: eu }]`,
      [/datadog does not use it/],
    ],
    [
      'an unknown region',
      `${HEAD}backends: [{ type: newrelic, region: mars }]`,
      [/"mars" is no region of newrelic; known: us, eu, gov/],
    ],
    [
      'the network without TLS',
      `${JAEGER}listen: { address: 0.0.0.0 }`,
      [
        /^3:20: .*without TLS everybody can read along; set tls with certFile and keyFile, or allow it with plainText: true/,
        /say who may send/,
      ],
    ],
    [
      'the network without a word about who sends',
      `${JAEGER}listen: { address: 0.0.0.0, tls: { certFile: a, keyFile: b } }`,
      [/^3:20: .*say who may send to 0\.0\.0\.0:4317: auth: bearer, tls\.clientCaFile, or auth: none/],
    ],
    [
      'a token without TLS',
      `${JAEGER}listen: { address: 0.0.0.0, plainText: true, auth: bearer }`,
      [/^3:52: listen\.auth: a token needs TLS/],
    ],
    [
      'an address that is none',
      `${JAEGER}listen: { address: "a b" }`,
      [/^3:20: .*"a b:4317" is not accepted/, /"a b:4318"/],
    ],
    [
      'an agent that samples',
      'topology: agent\nbackends: [{ type: debug }]\nsampling: production',
      [/^3:11: sampling: an agent sees a part of each trace/],
    ],
    [
      'tail sampling without samplers',
      'topology: tail-sampling\nbackends: [{ type: jaeger }]',
      [/samplers: are needed: .*hosts, dns or kubernetes/],
    ],
    [
      'samplers of another topology',
      `${JAEGER}samplers: { dns: a }`,
      [/^3:11: samplers: are those of the topology tail-sampling, and this is single/],
    ],
    [
      'samplers that nobody reaches',
      'topology: tail-sampling\nbackends: [{ type: jaeger }]\nsamplers: { dns: a }',
      [/^3:11: samplers: are on other machines, and would listen at 127\.0\.0\.1:4317/],
    ],
    [
      'two ways to samplers',
      'topology: tail-sampling\nbackends: [{ type: jaeger }]\nsamplers: { dns: a, kubernetes: b.c }',
      [/expected one of hosts, dns and kubernetes/],
    ],
    [
      'tail sampling without traces',
      'topology: tail-sampling\nbackends: [{ type: loki }]\nsamplers: { hosts: ["127.0.0.1:1"] }',
      [/tail-sampling is for traces/],
    ],
    [
      'span metrics without a place for them',
      `${JAEGER}spanMetrics: true`,
      [/^3:14: spanMetrics: need a backend that takes metrics/],
    ],
    [
      'pages from everywhere',
      `${HEAD}backends: [{ type: debug }]\nbrowsers: { origins: ["*"] }`,
      [/^3:23: browsers\.origins\[0\]: "\*" lets in every page there is; list the origins of yours/],
    ],
    [
      'pages of every company',
      `${HEAD}backends: [{ type: debug }]\nbrowsers: { origins: ["https://*.com"] }`,
      [/"https:\/\/\*\.com" lets in every page there is/],
    ],
    [
      'a page in the place of its origin',
      `${HEAD}backends: [{ type: debug }]\nbrowsers: { origins: ["https://shop.example/cart"] }`,
      [/is no origin; expected a scheme and a host, without a path/],
    ],
    [
      'no origin',
      `${HEAD}backends: [{ type: debug }]\nbrowsers: { origins: [] }`,
      [/^3:22: browsers\.origins: there is none; list the origins/],
    ],
    [
      'pages without traces and logs',
      `${HEAD}signals: [metrics]\nbackends: [{ type: prometheus }]\nbrowsers: { origins: ["https://shop.example"] }`,
      [/browsers: send traces and logs, and neither is among the signals/],
    ],
    [
      'pages over the network without TLS',
      `${HEAD}backends: [{ type: debug }]\nbrowsers: { origins: ["https://shop.example"], listen: "0.0.0.0:4319" }`,
      [/browsers\.listen: 0\.0\.0\.0:4319 is reached over the network/],
    ],
    [
      'a dimension without end',
      `${HEAD}backends: [{ type: debug }]\ndimensions: [user.id]`,
      [/^3:14: dimensions\[0\]: "user\.id" has values without end/],
    ],
    [
      'tenants that share an endpoint',
      `${HEAD}backends: [{ type: prometheus-scrape }]\ntenants: { attribute: a, tenants: [{ id: b }] }`,
      [/^2:20: backends\[0\]\.type: prometheus-scrape cannot keep tenants apart/],
    ],
    [
      'an unknown tenant',
      `${JAEGER}tenants: { attribute: a, otherwise: c, tenants: [{ id: b }] }`,
      [/^3:37: tenants\.otherwise: there is no tenant "c"; known: b/],
    ],
    [
      'one tenant twice',
      `${JAEGER}tenants: { attribute: a, tenants: [{ id: b }, { id: b }] }`,
      [/there are two "b"/],
    ],
    [
      'a tenant of an unknown backend',
      `${JAEGER}tenants: { attribute: a, tenants: [{ id: b, backends: [c] }] }`,
      [/there is no backend "c"; known: jaeger/],
    ],
    [
      'a tenant that would be a path',
      `${JAEGER}tenants: { attribute: a, tenants: [{ id: ../b }] }`,
      [/^3:42: .*"..\/b" is not accepted/],
    ],
    [
      'a health check without a port',
      `${JAEGER}health: localhost`,
      [/^3:9: health: "localhost" is not accepted; expected host:port/],
    ],
  ])('%s', (_, text, expected) => {
    const faults = said(text);
    expect(faults).toEqual(
      expected.map((each) => (typeof each === 'string' ? each : expect.stringMatching(each))),
    );
  });
});

test.each([
  ['10,000 levels', '['.repeat(10_000)],
  ['bytes', '\u0000\u0001\ufffd'],
  ['an alias bomb', `a: &a [1]\n${Array.from({ length: 40 }, (_, i) => `b${i}: [*a, *a]`).join('\n')}`],
])('%s: a fault and no more', (_, text) => {
  const { topology, faults } = parseTopology(text);
  expect(topology).toBeUndefined();
  expect(faults.length).toBeGreaterThan(0);
});
