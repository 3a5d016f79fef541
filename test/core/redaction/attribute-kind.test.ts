import { expect, test } from '@jest/globals';
import { kindOf } from '../../../src/core/redaction/attribute-kind.ts';

test.each([
  ['note', 'text'],
  ['url.full', 'url'],
  ['URL.Full', 'url'],
  ['url.query', 'query'],
  ['db.query.text', 'statement'],
  ['db.statement', 'statement'],
  ['db.query.parameter.name', 'parameter'],
  ['db.operation.parameter.0', 'parameter'],
  ['db.query.parameters', 'text'],
  ['graphql.document', 'graphql'],
  ['graphql.variables.id', 'parameter'],
  ['process.command_line', 'command line'],
  ['process.command_args', 'command line'],
  ['http.request.header.cookie.sid', 'parameter'],
  ['server.address', 'own address'],
  ['net.host.name', 'own address'],
  ['host.ip', 'own address'],
  ['client.address', 'caller address'],
  ['network.peer.address', 'caller address'],
  ['http.request.header.x-forwarded-for', 'caller address'],
  ['http.request.header.x_forwarded_for', 'caller address'],
  ['http.request.header.referer', 'url'],
  ['http.response.header.content-location', 'url'],
  ['rpc.request.metadata.location', 'url'],
])('%s holds %s', (key, kind) => {
  expect(kindOf(key)).toBe(kind);
});
