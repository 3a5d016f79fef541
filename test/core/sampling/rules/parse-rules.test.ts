import { describe, expect, test } from '@jest/globals';
import { parseRules } from '../../../../src/core/sampling/rules/parse-rules.ts';
import type { SamplingRule } from '../../../../src/core/sampling/rules/rule.ts';
import type { Share } from '../../../../src/core/sampling/sampler-choice.ts';

const ratio = (value: number): Share => ({ kind: 'ratio', ratio: value });
const rate = (perSecond: number): Share => ({ kind: 'rate', perSecond });

const GOOD: readonly (readonly [string, readonly SamplingRule[]])[] = [
  ['', []],
  [' ; ;', []],
  ['*=0.1', [{ when: {}, keep: ratio(0.1) }]],
  ['GET /health=0', [{ when: { method: ['GET'], path: ['/health'] }, keep: ratio(0) }]],
  [
    'GET|HEAD /health|/ready = 0',
    [{ when: { method: ['GET', 'HEAD'], path: ['/health', '/ready'] }, keep: ratio(0) }],
  ],
  ['/api/*=50%', [{ when: { path: ['/api/*'] }, keep: ratio(0.5) }]],
  ['*/health=0', [{ when: { path: ['*/health'] }, keep: ratio(0) }]],
  ['method:get=1', [{ when: { method: ['GET'] }, keep: ratio(1) }]],
  ['route:/users/:id=5/s', [{ when: { route: ['/users/:id'] }, keep: rate(5) }]],
  ['kind:server|consumer=30/min', [{ when: { kind: ['server', 'consumer'] }, keep: rate(0.5) }]],
  ['name:"nightly import"=1', [{ when: { name: ['nightly import'] }, keep: ratio(1) }]],
  ['name:"a;b=c|d"|e*=1', [{ when: { name: ['a;b=c|d', 'e*'] }, keep: ratio(1) }]],
  ['service:checkout*=1', [{ when: { service: ['checkout*'] }, keep: ratio(1) }]],
  ['server.address:*.test=0', [{ when: { 'server.address': ['*.test'] }, keep: ratio(0) }]],
  ['url.full:https://a.test/*=0', [{ when: { 'url.full': ['https://a.test/*'] }, keep: ratio(0) }]],
  ['*=0/s', [{ when: {}, keep: ratio(0) }]],
  ['/a=100%', [{ when: { path: ['/a'] }, keep: ratio(1) }]],
  [
    'GET /health=0; /api/*=0.5;\tservice:checkout=1 ;*=10/s;',
    [
      { when: { method: ['GET'], path: ['/health'] }, keep: ratio(0) },
      { when: { path: ['/api/*'] }, keep: ratio(0.5) },
      { when: { service: ['checkout'] }, keep: ratio(1) },
      { when: {}, keep: rate(10) },
    ],
  ],
];

test.each(GOOD)('%s', (text, rules) => {
  expect(parseRules(text)).toEqual({ rules, faults: [] });
});

const BAD: readonly (readonly [string, RegExp])[] = [
  ['/health', /no = and share/],
  ['/health=', /expected a share from 0 to 1, a percentage such as 5%/],
  ['/health=2', /expected a share/],
  ['/health=-1', /expected a share/],
  ['/health=1e9', /expected a share/],
  ['/health=101%', /expected a share/],
  ['/health=5/h', /expected a share/],
  ['/health=0x1', /expected a share/],
  ['=0.5', /says nothing before its =/],
  ['health=0', /^health is no condition; there are methods such as GET/],
  ['Get /a=0', /^Get is no condition/],
  ['path=0', /^path is no condition/],
  ['colour:red=0', /^colour:red is no condition/],
  ['name:=0', /^name: has no value/],
  ['name:a||b=0', /has no value/],
  ['name:"a=0', /expected a share|has no value|no = and share|quote/],
  ['name:"a"b=0', /a quote that does not enclose/],
  ['kind:servers=0', /^kind:servers is no kind of span; there are internal, server/],
  ['/a /b=0', /two conditions for path/],
  ['GET method:POST=0', /two conditions for method/],
];

describe('a rule that cannot be understood', () => {
  test.each(BAD)('%s', (rule, message) => {
    expect(parseRules(rule)).toEqual({
      rules: [],
      faults: [{ rule, message: expect.stringMatching(message) }],
    });
  });

  test('is left out, and the others hold', () => {
    const { rules, faults } = parseRules('GET /health=O; /api/*=0.5; *=0.1; /late=1');
    expect(rules).toEqual([
      { when: { path: ['/api/*'] }, keep: ratio(0.5) },
      { when: {}, keep: ratio(0.1) },
    ]);
    expect(faults).toEqual([
      { rule: 'GET /health=O', message: expect.stringContaining('expected a share') },
      { rule: '/late=1', message: expect.stringContaining('never reached') },
    ]);
  });

  test.each(['__proto__.x:a=0', 'constructor:a=0', 'toString:a=1'])('%s does no harm', (text) => {
    expect(() => parseRules(text)).not.toThrow();
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

test.each(['"', ';', '=', 'a.b:"', '|', '*', '/a=0;', 'x.y:z '])('a long row of %j is read', (piece) => {
  expect(() => parseRules(piece.repeat(50_000))).not.toThrow();
});
