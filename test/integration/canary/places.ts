import { type CanaryKind, type Planted, plant, SHAPED } from '../../canaries/canaries.ts';
import type { ServerVariable } from './servers.ts';

/** Where the marker of a place is stored in the end. */
export type Store = 'jaeger' | 'logs' | 'prometheus';

export interface Place {
  readonly planted: Planted;
  readonly stores: readonly Store[];
  /** The variable of the server without which nothing is stored. */
  readonly needs?: ServerVariable;
  send(url: string, planted: Planted): Promise<Response>;
}

const TRACEPARENT = `00-${'5c'.repeat(16)}-${'7d'.repeat(8)}-01`;

/** A name has no shape, so it only goes where everything goes. */
const ALL: readonly CanaryKind[] = [...SHAPED, 'name'];

const post = (url: string, type: string, body: string): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': type }, body });

/** What comes with a request: its place, and what the service does with it, is in what is sent. */
const REQUESTS: Readonly<
  Record<string, Omit<Place, 'planted'> & { readonly kinds?: readonly CanaryKind[] }>
> = {
  'the path': {
    stores: ['jaeger'],
    send: (url, { marker, text }) => fetch(`${url}/person/${marker}/${encodeURIComponent(text)}`),
  },
  'the path, encoded twice': {
    stores: ['jaeger'],
    send: (url, { marker, text }) =>
      fetch(`${url}/person/${marker}/${encodeURIComponent(encodeURIComponent(text))}`),
  },
  'the query': {
    stores: ['jaeger', 'logs'],
    send: (url, { marker, text }) => fetch(`${url}/search?${new URLSearchParams({ marker, note: text })}`),
  },
  'the query, encoded twice': {
    stores: ['jaeger', 'logs'],
    send: (url, { marker, text }) =>
      fetch(`${url}/search?${new URLSearchParams({ marker, note: encodeURIComponent(text) })}`),
  },
  'the query, one parameter each': {
    stores: ['jaeger', 'logs'],
    send: (url, { marker, canaries }) => {
      const each = canaries.map(({ kind, text }): [string, string] =>
        kind === 'token' ? ['api_token', text.slice('api_token='.length)] : [kind, text],
      );
      return fetch(`${url}/search?${new URLSearchParams([['marker', marker], ...each])}`);
    },
  },
  headers: {
    stores: ['logs'],
    send: (url, { marker, text }) =>
      fetch(`${url}/headers`, {
        headers: {
          'x-marker': marker,
          'x-note': text,
          referer: `http://h/?note=${encodeURIComponent(text)}`,
        },
      }),
  },
  credentials: {
    stores: ['logs'],
    kinds: ALL,
    send: (url, { marker, text }) =>
      fetch(`${url}/headers`, {
        headers: {
          'x-marker': marker,
          authorization: `Basic ${Buffer.from(text).toString('base64')}`,
          'proxy-authorization': `Bearer ${text}`,
          'x-api-key': text,
        },
      }),
  },
  cookies: {
    stores: ['logs'],
    kinds: ALL,
    send: (url, { marker, text }) =>
      fetch(`${url}/headers`, {
        headers: { 'x-marker': marker, cookie: `session=${encodeURIComponent(text)}; theme=${text}` },
      }),
  },
  'the user agent': {
    stores: ['jaeger', 'logs'],
    send: (url, { text }) => fetch(`${url}/headers`, { headers: { 'user-agent': `app/1 (${text})` } }),
  },
  'a body in JSON': {
    stores: ['logs'],
    send: (url, { text, canaries }) =>
      post(
        `${url}/body`,
        'application/json',
        JSON.stringify({ note: text, deep: { list: canaries.map((each) => each.text) } }),
      ),
  },
  'a body of a form': {
    stores: ['logs'],
    send: (url, { marker, text }) =>
      post(
        `${url}/body`,
        'application/x-www-form-urlencoded',
        String(new URLSearchParams({ marker, note: text })),
      ),
  },
  'a body of text': { stores: ['logs'], send: (url, { text }) => post(`${url}/body`, 'text/plain', text) },
  baggage: {
    stores: ['jaeger'],
    send: (url, { marker, text }) =>
      fetch(`${url}/baggage`, {
        headers: {
          traceparent: TRACEPARENT,
          baggage: `marker=${marker},note=${encodeURIComponent(text)}`,
        },
      }),
  },
  'the state of a trace': {
    stores: ['jaeger'],
    send: (url, { marker, canaries }) => {
      const entries = canaries.map(({ kind, text }) => `${kind}=${encodeURIComponent(text)}`);
      return fetch(`${url}/baggage`, {
        headers: { traceparent: TRACEPARENT, tracestate: `marker=${marker},${entries}` },
      });
    },
  },
  'an error that a framework answers': {
    stores: ['jaeger', 'logs'],
    send: (url, { marker, text }) => fetch(`${url}/fail/${marker}`, { headers: { 'x-note': text } }),
  },
};

/** What the service does with data, by the names that it knows them by. */
const DEEDS: Readonly<
  Record<string, Pick<Place, 'stores' | 'needs'> & { readonly kinds?: readonly CanaryKind[] }>
> = {
  'SQL parameters': { stores: ['jaeger'], kinds: ALL },
  'SQL literals': { stores: ['jaeger'], kinds: ALL },
  'SQL that is broken': { stores: ['jaeger'], kinds: ALL },
  'SQLite literals': { stores: ['jaeger'], kinds: ALL },
  'an own span of a statement': { stores: ['jaeger'], kinds: ALL },
  'Redis keys and values': { stores: ['jaeger'], kinds: ALL, needs: 'REDIS_URL' },
  'MongoDB filters': { stores: ['jaeger'], kinds: ALL, needs: 'MONGODB_URL' },
  'MongoDB documents': { stores: ['jaeger'], kinds: ALL, needs: 'MONGODB_URL' },
  'GraphQL variables': { stores: ['jaeger'], kinds: ALL },
  'GraphQL literals': { stores: ['jaeger'], kinds: ALL },
  'exception messages': { stores: ['jaeger', 'logs'] },
  'log messages': { stores: ['logs'] },
  'log fields': { stores: ['logs'] },
  'log fields in JSON': { stores: ['logs'] },
  'span names': { stores: ['jaeger', 'prometheus'] },
  'span attributes': { stores: ['jaeger'] },
  'metric attributes': { stores: ['prometheus'] },
  'the URL of fetch': { stores: ['jaeger'] },
  'the URL of undici': { stores: ['jaeger'] },
  'the URL of http': { stores: ['jaeger'] },
  'the headers of a request': { stores: ['jaeger'] },
  'AMQP headers and bodies': { stores: ['jaeger'], kinds: ALL, needs: 'AMQP_URL' },
  'Kafka keys, headers and values': { stores: ['jaeger'], kinds: ALL, needs: 'KAFKA_BROKER' },
};

export const createPlaces = (): readonly Place[] => [
  ...Object.entries(REQUESTS).map(([place, { kinds, ...rest }]) => ({
    ...rest,
    planted: plant(place, kinds),
  })),
  ...Object.entries(DEEDS).map(
    ([place, { kinds, ...rest }]): Place => ({
      ...rest,
      planted: plant(place, kinds),
      send: (url, { marker, text }) =>
        post(`${url}/do`, 'application/json', JSON.stringify({ place, marker, text })),
    }),
  ),
];
