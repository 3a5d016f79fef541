import { createHash, timingSafeEqual } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { diag } from '@opentelemetry/api';
import type { Profile } from '../../core/profiling/profile.ts';
import type { Settings } from '../../core/settings/index.ts';
import { encodePprof } from '../../sdk/profiling/encode-pprof.ts';
import { reasonOf } from '../diagnostics.ts';
import { untraced } from '../exporters/untraced.ts';
import { Busy, type OnDemand } from './on-demand.ts';
import type { Finished } from './outputs.ts';
import type { ProfileName } from './profile-folder.ts';

const HOST = '127.0.0.1';
const LEAST_TOKEN_LENGTH = 16;
const MAX_TOKEN_BYTES = 4_096;
const MAX_SECONDS = 60;
const DEFAULT_SECONDS = 10;
/** A profile costs something, so there is so much time between two, in milliseconds. */
const PAUSE_MILLIS = 1_000;
/** Wrong tokens in a minute, after which nobody is heard until it is over. */
const MAX_WRONG = 10;
const MINUTE_MILLIS = 60_000;
const MAX_CONNECTIONS = 8;
const MAX_HEADER_BYTES = 8_192;

/** What a browser that was led astray would send is another host. */
const HOSTS = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

/** Equal lengths, whatever was sent: comparing takes the same time. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const readToken = ({ profilingToken, profilingTokenFile }: Settings): string | undefined =>
  profilingTokenFile === undefined
    ? profilingToken
    : readFileSync(profilingTokenFile).subarray(0, MAX_TOKEN_BYTES).toString().trim();

interface Asked {
  readonly kind: ProfileName['kind'];
  readonly seconds: number;
}

/** Undefined where the path is no profile; a text says what is wrong with how it is asked for. */
const askedOf = (target: string): Asked | string | undefined => {
  if (!URL.canParse(target, 'http://page')) return undefined;
  const { pathname, searchParams } = new URL(target, 'http://page');
  const kind = /^\/profiles\/(cpu|heap)$/.exec(pathname)?.[1] as Asked['kind'] | undefined;
  if (!kind) return undefined;
  const given = searchParams.get('seconds') ?? String(DEFAULT_SECONDS);
  const seconds = /^\d{1,2}$/.test(given) ? Number(given) : 0;
  if (seconds < 1 || seconds > MAX_SECONDS)
    return `seconds: expected a whole number from 1 to ${MAX_SECONDS}`;
  return { kind, seconds };
};

/** The page's answers: a status, a word why, and when to come again. */
class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** Lets through who has the token, on this machine. Throws `Refusal`. */
const createGate = (token: string) => {
  const expected = digest(`Bearer ${token}`);
  let wrong = 0;
  let sinceMillis = 0;
  return ({ headers, method }: IncomingMessage): void => {
    const now = performance.now();
    if (now - sinceMillis > MINUTE_MILLIS) [wrong, sinceMillis] = [0, now];
    if (wrong >= MAX_WRONG) throw new Refusal(429, 'too many wrong tokens', { 'retry-after': '60' });
    if (!HOSTS.test(headers.host ?? '')) throw new Refusal(421, 'this page is for this machine only');
    if (!timingSafeEqual(digest(headers.authorization ?? ''), expected)) {
      wrong++;
      throw new Refusal(401, 'the token is missing or wrong', { 'www-authenticate': 'Bearer' });
    }
    if (method !== 'GET') throw new Refusal(405, 'only GET', { allow: 'GET' });
  };
};

/** The page that gives profiles to who has the token. Undefined where it cannot be, which is told. */
export const startAdminPage = (
  settings: Settings,
  onDemand: OnDemand,
  finish: (kind: ProfileName['kind'], profile: Profile) => Finished,
  warn: (line: string) => void,
): (() => void) | undefined => {
  let token: string | undefined;
  try {
    token = readToken(settings);
  } catch (error) {
    warn(`no page for profiles: BINNACLE_PROFILING_TOKEN_FILE cannot be read: ${reasonOf(error)}`);
    return undefined;
  }
  if (token === undefined || token.length < LEAST_TOKEN_LENGTH) {
    warn(
      `no page for profiles: BINNACLE_PROFILING_PORT needs a token of at least ${LEAST_TOKEN_LENGTH} characters in BINNACLE_PROFILING_TOKEN or BINNACLE_PROFILING_TOKEN_FILE`,
    );
    return undefined;
  }
  const pass = createGate(token);
  let freeAt = 0;

  const answer = async (request: IncomingMessage): Promise<Uint8Array> => {
    pass(request);
    const asked = askedOf(request.url ?? '/');
    if (asked === undefined) throw new Refusal(404, 'there are /profiles/cpu?seconds=10 and /profiles/heap');
    if (typeof asked === 'string') throw new Refusal(400, asked);
    if (performance.now() < freeAt) throw new Refusal(429, 'too soon', { 'retry-after': '1' });
    const { kind, seconds } = asked;
    try {
      const profile = await (kind === 'cpu' ? onDemand.cpu(seconds * 1_000) : onDemand.heap());
      return gzipSync(encodePprof(finish(kind, profile).profile));
    } catch (error) {
      if (error instanceof Busy) throw new Refusal(409, error.message, { 'retry-after': String(seconds) });
      throw error;
    } finally {
      freeAt = performance.now() + PAUSE_MILLIS;
    }
  };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const body = await answer(request);
      response
        .writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' })
        .end(body);
    } catch (error) {
      if (!(error instanceof Refusal)) diag.error(`the page for profiles: ${reasonOf(error)}`);
      const { status, headers, message } =
        error instanceof Refusal ? error : new Refusal(500, 'no profile could be taken');
      response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(`${message}\n`);
    }
  };

  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    untraced(() => void respond(request, response));
  });
  // Requests are instrumented where the prototype's method tells of them.
  server.emit = EventEmitter.prototype.emit;
  server.maxConnections = MAX_CONNECTIONS;
  server.unref().on('connection', (socket) => socket.unref());
  server.once('error', ({ message }) => warn(`no page for profiles: ${message}`));
  server.listen(settings.profilingPort, HOST, () => {
    const { port } = server.address() as AddressInfo;
    if (settings.profilingPort === 0) warn(`profiles are given at http://${HOST}:${port}/profiles/cpu`);
  });
  return () => {
    server.close();
    server.closeAllConnections();
  };
};
