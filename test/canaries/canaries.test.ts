import { expect, test } from '@jest/globals';
import { type CanaryKind, findTexts, plant, SHAPED } from './canaries.ts';

const KINDS: readonly CanaryKind[] = [...SHAPED, 'name'];
const { marker, text, canaries } = plant('the query', KINDS);
const twice = encodeURIComponent(encodeURIComponent(text));

test.each([
  ['as it is', text],
  ['URL-encoded', encodeURIComponent(text)],
  ['URL-encoded twice', twice],
  ['in JSON', JSON.stringify({ text })],
  ['in base64', Buffer.from(text).toString('base64')],
  ['in base64, one further', Buffer.from(`.${text}`).toString('base64')],
  ['in base64, two further', Buffer.from(`..${text}`).toString('base64')],
  ['in base64url', Buffer.from(`${text}???`).toString('base64url')],
  ['in hexadecimal digits', Buffer.from(text).toString('hex')],
  [
    'in UTF-8 in the middle of other bytes',
    Buffer.concat([Buffer.from([0, 255]), Buffer.from(text)]).toString('latin1'),
  ],
])('every canary is found %s', (_how, bytes) => {
  const needles = [marker, ...canaries.map(({ needle }) => needle)];
  expect(findTexts(Buffer.from(bytes), needles)).toEqual(needles);
  expect(findTexts(Buffer.from('nothing of it'), needles)).toEqual([]);
});

test('two plantings have nothing in common', () => {
  const other = plant('the query', KINDS);
  expect(
    findTexts(
      Buffer.from(text),
      other.canaries.map(({ needle }) => needle),
    ),
  ).toEqual([]);
});
