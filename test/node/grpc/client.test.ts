import { expect, test } from '@jest/globals';
import { serverOf } from '../../../src/node/grpc/client.ts';

test.each([
  ['127.0.0.1:50051', '127.0.0.1', 50051],
  ['dns:shop.internal:443', 'shop.internal', 443],
  ['dns:///shop.internal:443', 'shop.internal', 443],
  ['dns://8.8.8.8/shop.internal:443', 'shop.internal', 443],
  ['ipv6:[::1]:50051', '::1', 50051],
  ['unix:/run/shop.sock', 'unix:/run/shop.sock', undefined],
])('%s is the server %s', (target, address, port) => {
  expect(serverOf(target)).toEqual({
    'server.address': address,
    ...(port !== undefined && { 'server.port': port }),
  });
});
