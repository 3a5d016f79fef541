import type { Vector } from './vector.ts';

/** Attributes: by their keys, URLs, headers, of every type. */
export const attributeVectors: readonly Vector[] = [
  {
    what: 'nothing to hide',
    input: { 'http.route': '/items/:id', n: 7, share: 0.5, ok: true, none: '', list: ['a', 'b'] },
    expected: { 'http.route': '/items/:id', n: 7, share: 0.5, ok: true, none: '', list: ['a', 'b'] },
  },
  {
    what: 'sensitive keys with a text, a number, a list, a map and nothing',
    input: { 'user.password': 'a b\nc', pin: 1234, 'db.secret': ['x'], credential: { a: 1 }, token: '' },
    expected: {
      'user.password': 'REDACTED',
      pin: 'REDACTED',
      'db.secret': 'REDACTED',
      credential: 'REDACTED',
      token: '',
    },
  },
  {
    what: 'headers',
    input: {
      'http.request.header.cookie': ['a=b'],
      'http.request.header.authorization': ['Bearer abcdefgh'],
      'http.response.header.set-cookie': 'sid=1',
      'http.request.header.accept': 'text/html',
    },
    expected: {
      'http.request.header.cookie': 'REDACTED',
      'http.request.header.authorization': 'REDACTED',
      'http.response.header.set-cookie': 'REDACTED',
      'http.request.header.accept': 'text/html',
    },
  },
  {
    what: 'what is searched for in a URL',
    input: {
      'db.system.name': 'elasticsearch',
      'url.full': 'https://es:9200/idx/_search?q=user:jo%20x&size=5',
      'url.query': 'q=user:jo',
    },
    expected: {
      'db.system.name': 'elasticsearch',
      'url.full': 'https://es:9200/idx/_search?q=REDACTED&size=REDACTED',
      'url.query': 'q=REDACTED',
    },
    inPage: {
      'db.system.name': 'elasticsearch',
      'url.full': 'https://es:9200/idx/_search?q=user:jo%20x&size=5',
      'url.query': 'q=user:jo',
    },
  },
  {
    what: 'ids in a path of an older name',
    input: { 'db.system': 'opensearch', 'http.url': 'https://es/idx/_doc/jo', 'url.path': '/idx/jo' },
    expected: {
      'db.system': 'opensearch',
      'http.url': 'https://es/idx/_doc/REDACTED',
      'url.path': '/idx/REDACTED',
    },
    inCollector: {
      'db.system': 'opensearch',
      'http.url': 'https://es/idx/_doc/REDACTED',
      'url.path': '/idx/jo',
    },
    because: 'search-urls',
    inPage: { 'db.system': 'opensearch', 'http.url': 'https://es/idx/_doc/jo', 'url.path': '/idx/jo' },
  },
  {
    what: 'a search that is asked of nobody',
    input: { 'url.full': 'https://shop/_search?q=red' },
    expected: { 'url.full': 'https://shop/_search?q=red' },
  },
  {
    what: 'a key that is personal itself',
    input: { 'jo@example.com': 1 },
    expected: { '[REDACTED:email]': 1 },
  },
  {
    what: 'a URL with a password, a path and parameters',
    input: { 'url.full': 'https://app:s3cret@shop/a/b?code=1&x=2&email=jo@example.com#state=1' },
    expected: {
      'url.full': 'https://[REDACTED:url-password]@shop/a/b?code=REDACTED&x=2&email=REDACTED#state=REDACTED',
    },
  },
  {
    what: 'an address in a path, a URL-encoded one in a parameter',
    input: { 'url.path': '/users/jo@example.com/orders', 'url.query': 'to=jo%40example.com&page=2' },
    expected: { 'url.path': '/users/[REDACTED:email]/orders', 'url.query': 'to=REDACTED&page=2' },
  },
  {
    what: 'queries and fragments with their marks',
    input: { 'url.query': '?code=1&x=2', 'url.fragment': '#state=1' },
    expected: { 'url.query': '?code=REDACTED&x=2', 'url.fragment': '#state=REDACTED' },
  },
  {
    what: 'a parameter whose name is URL-encoded',
    input: { 'url.query': 'pass%77ord=abc&x=2' },
    expected: { 'url.query': 'pass%77ord=REDACTED&x=2' },
    inCollector: { 'url.query': 'pass%77ord=abc&x=2' },
    because: 'parameters',
  },
  {
    what: 'a value that is URL-encoded three times',
    input: { 'url.query': 'q=jo%252540example.com' },
    expected: { 'url.query': 'q=REDACTED' },
    inCollector: { 'url.query': 'q=jo%252540example.com' },
    because: 'decoded',
  },
  {
    what: 'a number in full width',
    input: { note: 'カード ４１１１ １１１１ １１１１ １１１１' },
    expected: { note: 'カード [REDACTED:payment-card]' },
    inCollector: { note: 'カード ４１１１ １１１１ １１１１ １１１１' },
    because: 'digits',
  },
  {
    what: 'values given to a statement',
    input: {
      'db.query.parameter.0': 'jo',
      'db.query.parameter.n': 5,
      'db.query.parameter.none': '',
      'db.operation.parameter.key': 'user:jo',
      'graphql.variables.name': 'jo',
      'graphql.variable.name': 'jo',
      'http.request.header.cookie.theme': 'jo',
    },
    expected: {
      'db.query.parameter.0': 'REDACTED',
      'db.query.parameter.n': 'REDACTED',
      'db.query.parameter.none': '',
      'db.operation.parameter.key': 'REDACTED',
      'graphql.variables.name': 'REDACTED',
      'graphql.variable.name': 'REDACTED',
      'http.request.header.cookie.theme': 'REDACTED',
    },
  },
  {
    what: 'documents of GraphQL',
    input: {
      'graphql.document':
        'query A($b: Int = 5) { user2(name: "jo # smith", n: [1,-2.5e3]) { id } # don"t\n c(d: "secret") }',
      'graphql.source': '{ a(b: """one \\""" "two"\nthree""" c: "four \\" five" d: "" e: "open',
    },
    expected: {
      'graphql.document': 'query A($b: Int = ?) { user2(name: ?, n: [?,?]) { id } #\n c(d: ?) }',
      'graphql.source': '{ a(b: ? c: ? d: ? e: ?',
    },
  },
  {
    what: 'a list',
    input: { to: ['x', 'jo@example.com'], n: 7 },
    expected: { to: ['x', '[REDACTED:email]'], n: 7 },
    inCollector: { to: '["x","****"]', n: 7 },
    because: 'lists',
  },
  {
    what: 'a map in a list',
    input: { deep: [{ note: 'jo@example.com' }] },
    expected: { deep: [{ note: '[REDACTED:email]' }] },
    inCollector: { deep: '[{"note":"****"}]' },
    because: 'lists',
  },
  {
    what: 'text with line breaks and signs that JSON and HTML write differently',
    input: { note: 'a "b" <c> & d\\e\u0001\njo@example.com\ttoken=abc' },
    expected: { note: 'a "b" <c> & d\\e\u0001\n[REDACTED:email]\ttoken=[REDACTED:secret-assignment]' },
  },
];
