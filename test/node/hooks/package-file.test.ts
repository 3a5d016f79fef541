import { expect, test } from '@jest/globals';
import { packageFileOf } from '../../../src/node/hooks/package-file.ts';

test.each([
  ['/app/node_modules/koa/lib/context.js', 'koa', '/app/node_modules/koa'],
  ['/app/node_modules/@grpc/grpc-js/build/src/index.js', '@grpc/grpc-js', '/app/node_modules/@grpc/grpc-js'],
  ['/app/node_modules/a/node_modules/b/main.cjs', 'b', '/app/node_modules/a/node_modules/b'],
  // pnpm
  [
    '/app/node_modules/.pnpm/koa@3.3.0/node_modules/koa/lib/context.js',
    'koa',
    '/app/node_modules/.pnpm/koa@3.3.0/node_modules/koa',
  ],
  // Yarn's archives, and its copies of packages with peers
  [
    '/app/.yarn/cache/koa-npm-3.3.0-0123456789.zip/node_modules/koa/lib/context.js',
    'koa',
    '/app/.yarn/cache/koa-npm-3.3.0-0123456789.zip/node_modules/koa',
  ],
  [
    '/app/.yarn/__virtual__/koa-virtual-0123/0/cache/koa-npm-3.3.0-01.zip/node_modules/koa/lib/context.js',
    'koa',
    '/app/.yarn/__virtual__/koa-virtual-0123/0/cache/koa-npm-3.3.0-01.zip/node_modules/koa',
  ],
])('%s is a file of %s', (file, packageName, folder) => {
  expect(packageFileOf(file)).toEqual({ packageName, folder });
});

test.each(['/app/server.js', '/app/node_modules/loose.js', '/app/node_modules/@scope/loose.js'])(
  '%s is in no package',
  (file) => {
    expect(packageFileOf(file)).toBeUndefined();
  },
);
