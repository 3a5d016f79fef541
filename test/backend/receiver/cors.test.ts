import { describe, expect, test } from '@jest/globals';
import { start } from '../start.ts';
import { JSON_TYPE, json, post } from './http-requests.ts';

const ORIGINS = ['http://localhost:*', 'https://*.shop.example', 'https://shop.example'];

const ask = async (origin: string, browserOrigins: readonly string[] = ORIGINS, path = '/v1/logs') => {
  const { otlpHttpUrl } = await start({ browserOrigins });
  return fetch(`${otlpHttpUrl}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-api-key',
    },
  });
};
const allowedOrigin = (response: Response): string | null =>
  response.headers.get('access-control-allow-origin');

describe('a browser that asks first', () => {
  test.each([
    ['http://localhost:5173', true],
    ['https://shop.example', true],
    ['https://www.shop.example', true],
    ['https://shop-example', false],
    ['https://shop.example.elsewhere.example', false],
    ['https://elsewhere.example/.shop.example', false],
    ['http://shop.example', false],
    ['null', false],
  ])('from %s may send: %s', async (origin, isListed) => {
    const response = await ask(origin);
    expect([response.status, allowedOrigin(response)]).toEqual(isListed ? [204, origin] : [405, null]);
    expect(response.headers.get('access-control-allow-headers')?.includes('x-api-key') ?? false).toBe(
      isListed,
    );
  });

  test('is told nothing where no pages are taken, or at another path', async () => {
    expect((await ask('https://shop.example', [])).status).toBe(405);
    expect((await ask('https://shop.example', ORIGINS, '/v1/other')).status).toBe(404);
  });
});

test('a page may read why it was refused', async () => {
  const backend = await start({ browserOrigins: ORIGINS });
  const headers = { origin: 'https://shop.example' };
  const taken = await post(backend, json, { ...headers, 'content-type': JSON_TYPE });
  expect([taken.status, allowedOrigin(taken)]).toEqual([200, 'https://shop.example']);
  const refused = await post(backend, '{', { ...headers, 'content-type': JSON_TYPE });
  expect([refused.status, allowedOrigin(refused)]).toEqual([400, 'https://shop.example']);
});

test('without pages the answer says nothing of origins', async () => {
  const answer = await post(await start(), json, {
    origin: 'https://shop.example',
    'content-type': JSON_TYPE,
  });
  expect([allowedOrigin(answer), answer.headers.get('vary')]).toEqual([null, null]);
});
