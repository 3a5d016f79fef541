import { expect, test } from '@jest/globals';
import { sourcePath } from '../../src/sourcemaps/source-path.ts';

test.each([
  ['src/orders.ts', 'src/orders.ts'],
  ['../../src/orders.ts', 'src/orders.ts'],
  ['./src/./a/../orders.ts', 'src/orders.ts'],
  ['webpack://shop/./src/orders.ts?1a2b', 'src/orders.ts'],
  ['webpack:///./src/orders.ts', 'src/orders.ts'],
  ['webpack:///src/orders.ts', 'src/orders.ts'],
  ['webpack://shop/../lib/a.ts', 'lib/a.ts'],
  ['webpack://@scope/shop/./src/a.ts', 'shop/src/a.ts'],
  ['webpack-internal:///./src/a.ts', 'src/a.ts'],
  ['webpack://shop/webpack/bootstrap', 'webpack/bootstrap'],
  ['webpack://shop/./node_modules/react/index.js', 'node_modules/react/index.js'],
  ['turbopack:///[project]/src/a.tsx', '[project]/src/a.tsx'],
  ['/@fs/srv/app/src/a.tsx?t=17', '/srv/app/src/a.tsx'],
  ['\0vite/preload-helper.js', 'vite/preload-helper.js'],
  ['file:///srv/app/src/a.ts', '/srv/app/src/a.ts'],
  ['file:///C:/app/src/a.ts', 'C:/app/src/a.ts'],
  ['C:\\app\\src\\a.ts', 'C:/app/src/a.ts'],
  ['https://shop.example/src/a.ts#x', 'src/a.ts'],
  ['/srv/app/a.ts', '/srv/app/a.ts'],
  ['', ''],
])('%j is %j', (source, path) => expect(sourcePath(source)).toBe(path));
