import { describe, expect, test } from '@jest/globals';
import { compileRules, type StartedSpan } from '../../../../src/core/sampling/rules/compile-rules.ts';
import { parseRules } from '../../../../src/core/sampling/rules/parse-rules.ts';

const SERVER = 1;
const CLIENT = 2;

const span = (attributes: StartedSpan['attributes'], name = 'GET', kind = SERVER): StartedSpan => ({
  name,
  kind,
  attributes,
});
const get = (path: string) => span({ 'http.request.method': 'GET', 'url.path': path });

/** The share of the first rule that matches. */
const shareOf = (rules: string, { name, kind, attributes }: StartedSpan, service = 'shop'): unknown => {
  const found = compileRules(parseRules(rules).rules, service).find(
    ({ test: matches }) => !matches || matches(name, kind, attributes),
  );
  return found?.keep.kind === 'ratio' ? found.keep.ratio : found?.keep.perSecond;
};

describe('a rule matches', () => {
  test.each([
    ['a path', '/health=0', get('/health'), 0],
    ['not another path', '/health=0', get('/healthy'), undefined],
    ['a path by glob', '/api/*=0.5', get('/api/users/7'), 0.5],
    [
      'the route where it is known',
      '/users/:id=0.5',
      span({ 'http.route': '/users/:id', 'url.path': '/users/7' }),
      0.5,
    ],
    [
      'the path where the route is known too',
      '/users/7=0.5',
      span({ 'http.route': '/users/:id', 'url.path': '/users/7' }),
      0.5,
    ],
    ['only the route', 'route:/users/*=0.5', get('/users/7'), undefined],
    ['a method and a path', 'GET /health=0', get('/health'), 0],
    ['not with another method', 'POST /health=0', get('/health'), undefined],
    ['one of several methods', 'POST|GET /health=0', get('/health'), 0],
    ['a kind', 'kind:server=0.2', get('/'), 0.2],
    ['not another kind', 'kind:client=0.2', get('/'), undefined],
    ['a client', 'kind:client=0.2', span({}, 'GET', CLIENT), 0.2],
    ['a name', 'name:"send mail"=1', span({}, 'send mail'), 1],
    ['an attribute', 'server.address:*.test=0', span({ 'server.address': 'a.test' }), 0],
    ['an attribute that is a number', 'server.port:8080=0', span({ 'server.port': 8080 }), 0],
    ['not without the attribute', 'server.port:*=0', span({}), undefined],
    ['everything', '*=7/s', span({}), 7],
    ['first the first', '/a*=0; /ab=1', get('/ab'), 0],
    ['then the second', '/a=0; /ab=1', get('/ab'), 1],
  ])('%s', (_what, rules, started, share) => {
    expect(shareOf(rules, started)).toBe(share);
  });
});

describe('the name of the service', () => {
  test('leaves out the rules of others', () => {
    expect(compileRules(parseRules('service:cart=1; service:cart /a=1').rules, 'shop')).toEqual([]);
  });

  test('is not asked for again', () => {
    const rules = compileRules(parseRules('/a=0; service:shop|cart=1; /b=0; *=0.5').rules, 'shop');
    expect(rules.map(({ test: asks, keep }) => [asks !== undefined, keep])).toEqual([
      [true, { kind: 'ratio', ratio: 0 }],
      [false, { kind: 'ratio', ratio: 1 }],
    ]);
  });

  test.each([
    ['service:shop=0.3; *=1', 'shop', 0.3],
    ['service:shop=0.3; *=1', 'other', 1],
    ['service:s*p=0.3', 'shop', 0.3],
    ['service:shop /a=0.3; *=1', 'shop', 0.3],
    ['service:shop /b=0.3; *=1', 'shop', 1],
  ])('%s in %s: %d', (rules, service, share) => {
    expect(shareOf(rules, get('/a'), service)).toBe(share);
  });
});
