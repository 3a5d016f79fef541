import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Checked, check } from '../../../../src/cli/commands/probe/check.ts';
import { parseProbes } from '../../../../src/monitoring/index.ts';
import { freePort } from '../../../backends/ports.ts';
import { type Authority, createAuthority, hasOpenssl } from '../../../node/exporters/certificates.ts';

const TRACEPARENT = `00-${'5c'.repeat(16)}-${'7d'.repeat(8)}-01`;
const NEVER = new AbortController().signal;

const checkOf = (kind: string): Promise<Checked> => {
  const { probes, faults } = parseProbes(`probes: [{ id: one, timeout: 1s, slow: 500ms, ${kind} }]`);
  const [probe] = probes?.probes ?? [];
  if (!probe) throw new Error(JSON.stringify(faults));
  return check(probe, TRACEPARENT, NEVER);
};

const servers: Server[] = [];
const listen = async (server: Server): Promise<number> => {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
};

/** Answers every question with one address, or with "no such name" for names that begin with "no". */
const answerDns = (question: Buffer): Buffer => {
  const isUnknown = question.subarray(13, 15).toString() === 'no';
  const end = question.indexOf(0, 12) + 5;
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(isUnknown ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(isUnknown ? 0 : 1, 6);
  header.writeUInt16BE(0, 10);
  const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 0, 0, 1]);
  return Buffer.concat([header, question.subarray(12, end), ...(isUnknown ? [] : [answer])]);
};

let url = '';
let seen: string[] = [];
let names: Socket;

beforeAll(async () => {
  const port = await listen(
    createHttp((request, response) => {
      seen.push(String(request.headers.traceparent));
      if (request.url === '/hangs') return;
      if (request.url === '/moved') return void response.writeHead(302, { location: '/' }).end();
      response.writeHead(request.url === '/teapot' ? 418 : 200).end('Welcome');
    }),
  );
  url = `http://127.0.0.1:${port}`;
  names = createSocket('udp4');
  names.on('message', (question, { port: from, address }) => names.send(answerDns(question), from, address));
  names.bind(0, '127.0.0.1');
  await once(names, 'listening');
});
afterAll(() => {
  for (const server of servers) server.close();
  names.close();
});

describe('HTTP', () => {
  test.each<[string, string, Checked]>([
    ['an answer', 'http: { url: "URL/" }', { ok: true, httpStatus: 200 }],
    ['a redirect', 'http: { url: "URL/moved" }', { ok: true, httpStatus: 200 }],
    ['another status', 'http: { url: "URL/teapot" }', { ok: false, fault: 'status 418', httpStatus: 418 }],
    ['one that is wanted', 'http: { url: "URL/teapot", status: [418] }', { ok: true, httpStatus: 418 }],
    ['the text', 'http: { url: "URL/", body: "^Wel" }', { ok: true, httpStatus: 200 }],
    [
      'another text',
      'http: { url: "URL/", body: Goodbye }',
      { ok: false, fault: 'the body does not match Goodbye', httpStatus: 200 },
    ],
    ['no answer in time', 'http: { url: "URL/hangs" }', { ok: false, fault: 'timed out' }],
  ])('%s', async (_, kind, expected) => {
    seen = [];
    expect(await checkOf(kind.replace('URL', url))).toEqual(expected);
    // Through a redirect too.
    expect(new Set(seen)).toEqual(new Set([TRACEPARENT]));
  });

  test('nobody there', async () => {
    const port = await freePort();
    const { ok, fault } = await checkOf(`http: { url: "http://127.0.0.1:${port}/" }`);
    expect([ok, fault]).toEqual([false, `connect ECONNREFUSED 127.0.0.1:${port}`]);
  });
});

describe('TCP', () => {
  test('a port that is open, and one that is not', async () => {
    const port = await listen(createTcp());
    expect(await checkOf(`tcp: { address: "127.0.0.1:${port}" }`)).toEqual({ ok: true });
    const closed = await freePort();
    const { ok, fault } = await checkOf(`tcp: { address: "127.0.0.1:${closed}" }`);
    expect([ok, fault]).toEqual([false, `connect ECONNREFUSED 127.0.0.1:${closed}`]);
  });

  (hasOpenssl() ? test : test.skip)('the end of a certificate, trusted or not', async () => {
    const authority: Authority = createAuthority();
    try {
      const { key, cert } = authority.issue('localhost');
      const port = await listen(createTls({ key: readFileSync(key), cert: readFileSync(cert) }));
      const {
        ok,
        fault,
        certificateExpiry = 0,
      } = await checkOf(`tcp: { address: "127.0.0.1:${port}", tls: true }`);
      expect([ok, fault]).toEqual([false, expect.stringMatching(/certificate/)]);
      const days = (certificateExpiry - Date.now() / 1_000) / 86_400;
      expect(days).toBeGreaterThan(1.9);
      expect(days).toBeLessThan(2.1);
    } finally {
      authority.remove();
    }
  });
});

describe('DNS', () => {
  const ask = (name: string): Promise<Checked> =>
    checkOf(`dns: { server: "127.0.0.1:${names.address().port}", name: ${name} }`);

  test('a name that is known', async () => expect(await ask('shop.example')).toEqual({ ok: true }));
  test('one that is not', async () => {
    expect(await ask('nowhere.example')).toEqual({ ok: false, fault: expect.stringContaining('ENOTFOUND') });
  });
});
