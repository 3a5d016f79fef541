import { expect, test } from '@jest/globals';
import { faultOfGlob } from '../../../src/collector/ottl/glob.ts';

test.each(['/api/*', '[!a-z]x', '{a,b', '\\[', '[\\]]'])('%s is a glob', (text) =>
  expect(faultOfGlob(text)).toBeUndefined(),
);

test.each(['[a-z', '[z-a]', '[]', 'x[', '[a-zb]'])('%s is none', (text) =>
  expect(faultOfGlob(text)).toBeDefined(),
);
