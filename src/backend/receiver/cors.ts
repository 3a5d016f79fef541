// https://fetch.spec.whatwg.org/#http-cors-protocol
import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long a browser remembers what it may send. */
const MAX_AGE_SECONDS = 7200;

/** What `binnacle/web` sends; the key means nothing here. */
const HEADERS = 'content-type, content-encoding, x-api-key';

export interface CrossOrigin {
  /** Says to the browser that its page may read the answer; nothing where its origin is not listed. */
  allow(request: IncomingMessage, response: ServerResponse): void;
  /** Answers the question of a browser before it sends; false where it asked none, or its page is not listed. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
}

/** A star stands for labels of a name, or for a port. */
const patternOf = (origins: readonly string[]): RegExp =>
  new RegExp(
    `^(?:${origins.map((origin) => origin.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')).join('|')})$`,
    'i',
  );

/** Lets pages of these origins send. */
export const createCrossOrigin = (origins: readonly string[]): CrossOrigin => {
  const pattern = origins.length > 0 ? patternOf(origins) : undefined;
  const originOf = ({ headers: { origin } }: IncomingMessage): string | undefined =>
    origin !== undefined && pattern?.test(origin) ? origin : undefined;
  const allow = (request: IncomingMessage, response: ServerResponse): void => {
    if (!pattern) return;
    response.setHeader('vary', 'origin');
    const origin = originOf(request);
    if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
  };
  return {
    allow,
    answer: (request, response) => {
      if (request.method !== 'OPTIONS' || originOf(request) === undefined) return false;
      allow(request, response);
      response.writeHead(204, {
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': HEADERS,
        'access-control-max-age': String(MAX_AGE_SECONDS),
      });
      response.end();
      return true;
    },
  };
};
