import { describe, expect, test } from '@jest/globals';
import { parseProbes } from '../../../src/monitoring/index.ts';

const GOOD = `
defaults: { interval: 1m, owner: shop }
probes:
  - id: home
    http: { url: https://shop.example/, status: [200, 204], headers: { x-probe: "1" } }
  - id: database
    owner: data
    interval: 5s
    timeout: 2s
    slow: 500ms
    tcp: { address: "db.example:5432", tls: true }
  - id: names
    dns: { server: 10.0.0.53, name: shop.example, type: AAAA }
  - id: gateway
    icmp: { host: 10.0.0.1 }
heartbeats:
  - { id: backup, every: 24h }
  - { id: report, every: 1h, grace: 5m, owner: data }
`;

test('reads what there is, with defaults', () => {
  const { probes, faults } = parseProbes(GOOD);
  expect(faults).toEqual([]);
  const times = { intervalSeconds: 60, timeoutSeconds: 5, slowSeconds: 1, owner: 'shop' };
  expect(probes).toEqual({
    probes: [
      {
        id: 'home',
        kind: 'http',
        ...times,
        http: {
          url: 'https://shop.example/',
          method: 'GET',
          status: [200, 204],
          headers: { 'x-probe': '1' },
        },
      },
      {
        id: 'database',
        kind: 'tcp',
        owner: 'data',
        intervalSeconds: 5,
        timeoutSeconds: 2,
        slowSeconds: 0.5,
        tcp: { address: 'db.example:5432', tls: true },
      },
      {
        id: 'names',
        kind: 'dns',
        ...times,
        dns: { server: '10.0.0.53', name: 'shop.example', type: 'AAAA' },
      },
      { id: 'gateway', kind: 'icmp', ...times, icmp: { host: '10.0.0.1' } },
    ],
    heartbeats: [
      { id: 'backup', owner: 'shop', everySeconds: 86_400, graceSeconds: 8_640 },
      { id: 'report', owner: 'data', everySeconds: 3_600, graceSeconds: 300 },
    ],
  });
});

const probe = (text: string): string => `probes:\n  - id: home\n${text}`;
const HTTP = '    http: { url: http://h/ }\n';

describe('is told with its place:', () => {
  test.each<[string, string, readonly string[]]>([
    ['an empty file', '', ['1:1 is empty; expected probes or heartbeats']],
    ['nothing in it', 'probes: []', ['1:1 has no probe and no heartbeat']],
    ['no YAML', 'probes: [', [expect.stringMatching(/^1:10 /) as unknown as string]],
    ['a text', 'probes', ['1:1 "probes" is not accepted; expected a map of names and values']],
    ['an unknown key', 'probe: []', ['1:1 "probe" is not known; did you mean "probes"?']],
    ['a probe without an id', 'probes:\n  - http: { url: http://h/ }', ['2:5 probes[0]: "id" is missing']],
    [
      'an id with capitals',
      'probes:\n  - id: Home\n    icmp: { host: h }',
      [
        '2:9 probes[0].id: "Home" is not accepted; expected small letters, digits and hyphens, such as shop-home',
      ],
    ],
    [
      'the same id again',
      `${probe(HTTP)}  - id: home\n    icmp: { host: h }`,
      ['4:9 probes[1].id: "home" is there already; expected one of its own'],
    ],
    ['no kind', probe('    owner: shop'), ['2:5 probes[0]: expected one of http, tcp, dns, icmp']],
    [
      'two kinds',
      probe(`${HTTP}    icmp: { host: h }`),
      ['2:5 probes[0]: has http and icmp; expected one of http, tcp, dns, icmp'],
    ],
    [
      'no URL',
      probe('    http: { url: shop.example }'),
      [
        '3:18 probes[0].http.url: "shop.example" is not accepted; expected a URL such as https://shop.example/',
      ],
    ],
    [
      'a password in a URL',
      probe('    http: { url: "https://jo:secret@shop.example/" }'),
      ['3:18 probes[0].http.url: has a user or a password; use headers'],
    ],
    [
      'a status that is none',
      probe('    http: { url: http://h/, status: [20] }'),
      ['3:38 probes[0].http.status[0]: 20 is not accepted; expected 100 to 599'],
    ],
    [
      'a broken pattern',
      probe('    http: { url: http://h/, body: "(" }'),
      ['3:35 probes[0].http.body: "(" is no regular expression'],
    ],
    [
      'a pattern that blackbox-exporter does not know',
      probe('    http: { url: http://h/, body: "(?=x)" }'),
      [
        '3:35 probes[0].http.body: the pattern "(?=x)" has look-around, flags, classes of Unicode or back-references; expected a plain one such as "5.."',
      ],
    ],
    [
      'ports that are none',
      `${probe('    http: { url: "http://h:70000/a" }')}\n  - id: a\n    tcp: { address: "[::1]:0" }`,
      [
        '3:18 probes[0].http.url: 70000 is no port; expected 1 to 65535',
        '5:21 probes[1].tcp.address: 0 is no port; expected 1 to 65535',
      ],
    ],
    [
      'a URL with a gap',
      probe('    http: { url: "http://h/a b" }'),
      [
        '3:18 probes[0].http.url: "http://h/a b" is not accepted; expected a URL such as https://shop.example/',
      ],
    ],
    [
      'faults of all kinds at once',
      'probes:\n  - 3\n  - id: a\n    interval: 30\n    icmp: { host: h }\n  - id: a\n    icmp: { host: h }\n  - id: b\n    timeout: 1m\n    icmp: { host: h }',
      [
        '2:5 probes[0]: 3 is not accepted; expected a map of names and values',
        '4:15 probes[1].interval: 30 is not accepted; expected a duration such as 30s, 5m or 24h',
        '6:9 probes[2].id: "a" is there already; expected one of its own',
        '9:14 probes[3].timeout: 1m is longer than the interval of 30s',
      ],
    ],
    [
      'another method',
      probe('    http: { url: http://h/, method: GETT }'),
      ['3:37 probes[0].http.method: "GETT" is not known; did you mean "GET"? known: GET, HEAD, POST'],
    ],
    [
      'a number without a unit',
      probe(`${HTTP}    interval: 30`),
      ['4:15 probes[0].interval: 30 is not accepted; expected a duration such as 30s, 5m or 24h'],
    ],
    [
      'an interval that is too long',
      probe(`${HTTP}    interval: 10m`),
      [
        '4:15 probes[0].interval: 10m is not accepted; expected 1s to 4m, as Prometheus takes what is silent for five ' +
          'minutes for gone',
      ],
    ],
    [
      'a timeout longer than the interval',
      probe(`${HTTP}    interval: 2s\n    timeout: 3s`),
      ['5:14 probes[0].timeout: 3s is longer than the interval of 2s'],
    ],
    [
      'slow only after the timeout',
      probe(`${HTTP}    slow: 5s`),
      ['4:11 probes[0].slow: 5s is not shorter than the timeout of 5s: it would fail before it is slow'],
    ],
    [
      'an address without a port',
      probe('    tcp: { address: db.example }'),
      [
        '3:21 probes[0].tcp.address: "db.example" is not accepted; expected host:port, such as db.example:5432',
      ],
    ],
    ['a heartbeat without a time', 'heartbeats:\n  - id: backup', ['2:5 heartbeats[0]: "every" is missing']],
    [
      'two faults',
      'probes:\n  - id: a\n    icmp: { host: h }\n    slow: soon\nheartbeats:\n  - { id: b, every: daily }',
      [
        '4:11 probes[0].slow: "soon" is not accepted; expected a duration such as 30s, 5m or 24h',
        '6:21 heartbeats[0].every: "daily" is not accepted; expected a duration such as 30s, 5m or 24h',
      ],
    ],
  ])('%s', (_, text, expected) => {
    const { probes, faults } = parseProbes(text);
    expect(probes).toBeUndefined();
    expect(faults.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
  });
});
