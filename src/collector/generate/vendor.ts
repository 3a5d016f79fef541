import { bytesOfBase64 } from '../../core/base64.ts';
import type { Backend, BackendSignal } from '../../core/settings/backend.ts';
import { resolveSettings, SETTINGS, type SettingKey, type Settings } from '../../core/settings/index.ts';
import type { BackendContext, CollectorBackend, Exporter } from './backend.ts';
import { QUEUE_IN_MEMORY } from './clients.ts';
import { delivery } from './delivery.ts';
import { allowed, type NeededVariable } from './part.ts';
import type { Comment } from './render.ts';

/** Stands for a DSN, whose parts a Collector needs one by one. */
const DSN_KEY = 'ab'.repeat(16);
const DSN_PARTS: readonly (readonly [shown: string, variable: string])[] = [
  [DSN_KEY, 'SENTRY_KEY'],
  ['dsn-host.invalid', 'SENTRY_HOST'],
  ['/api/1/', 'SENTRY_PROJECT'],
];
const DSN = `https://${DSN_KEY}@dsn-host.invalid/1`;

const withDsnVariables = (text: string): string =>
  DSN_PARTS.reduce(
    (all, [shown, name]) =>
      all.replace(shown, shown === '/api/1/' ? `/api/\${env:${name}}/` : `\${env:${name}}`),
    text,
  );

/** The variable that the SDK has for a setting, as the Collector reads it. */
const placeholder = (key: SettingKey, suffix: string): string => {
  const { name, default: fallback, secret } = SETTINGS[key];
  return fallback === undefined ? `\${env:${name}${secret ? suffix : ''}}` : `\${env:${name}:-${fallback}}`;
};

/** A setting that is one of a few, which the table decides by and a variable cannot stand for. */
const REGION: SettingKey = 'newRelicRegion';

const settingsFor = (
  backend: Backend,
  keys: readonly SettingKey[],
  { use, variableSuffix }: Pick<BackendContext, 'use' | 'variableSuffix'>,
): Settings => {
  const values = keys.map((key) => {
    if (key === 'sentryDsn') return [key, DSN];
    if (key === REGION) return [key, use.region ?? SETTINGS[key].default];
    return [key, placeholder(key, variableSuffix)];
  });
  return { ...resolveSettings({}).settings, backend: backend.id, ...Object.fromEntries(values) };
};

interface Destination {
  readonly signal: BackendSignal;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where each signal goes; a setting that is optional is asked for where nothing is sent without it. */
const destinations = (
  backend: Backend,
  context: Pick<BackendContext, 'use' | 'variableSuffix'>,
  signals: readonly BackendSignal[],
): readonly Destination[] =>
  signals.flatMap((signal) => {
    const withDefault = backend.takes.filter((key) => SETTINGS[key].default !== undefined);
    const tries = [
      [...backend.needs, ...withDefault],
      [...backend.needs, ...backend.takes],
    ];
    for (const keys of tries) {
      const settings = settingsFor(backend, keys, context);
      const url = backend.url(signal, settings);
      if (url !== undefined) return [{ signal, url, headers: backend.headers(signal, settings) }];
    }
    return [];
  });

const BASIC = /^Basic ([^=]+)=*$/;
const PAIR = /^(\$\{env:\w+\}):(\$\{env:\w+\})$/;

/** A Collector cannot encode: what the SDK encodes into a header is an extension here. */
const authOf = (headers: Readonly<Record<string, string>>, name: string) => {
  const { authorization, ...rest } = headers;
  const encoded = BASIC.exec(authorization ?? '')?.[1];
  const [, username, password] = PAIR.exec(encoded ? bytesOfBase64(encoded, 0, encoded.length) : '') ?? [];
  if (username === undefined || password === undefined) return { headers };
  const id = `basicauth/${name}`;
  return { headers: rest, auth: id, extensions: { [id]: { client_auth: { username, password } } } };
};

const endpointsOf = (group: readonly Destination[]): Readonly<Record<string, string>> => {
  const bases = new Set(
    group.map(({ url, signal }) => (url.endsWith(`/v1/${signal}`) ? url.slice(0, -4 - signal.length) : '')),
  );
  const [base] = bases;
  if (bases.size === 1 && base) return { endpoint: withDsnVariables(base) };
  return Object.fromEntries(group.map(({ url, signal }) => [`${signal}_endpoint`, withDsnVariables(url)]));
};

const needed = (texts: readonly string[], title: string): readonly NeededVariable[] =>
  texts
    .flatMap((text) => [...text.matchAll(/\$\{env:(\w+)\}/g)])
    .map(([, name = '']) => ({ name, doc: `for ${title}` }));

const COMPRESSION_UNKNOWN = allowed(
  'compression-off',
  'that the other end takes gzip was not found in its documentation',
);

const exporterOf = (
  { title, compression }: Backend,
  group: readonly Destination[],
  { use, headers: given, isStored }: BackendContext,
  name: string,
): Exporter => {
  const vendorHeaders = Object.entries(group[0]?.headers ?? {}).map(([key, value]) => [
    key,
    withDsnVariables(value),
  ]);
  const { headers, auth, extensions } = authOf({ ...Object.fromEntries(vendorHeaders), ...given }, name);
  const endpoints = endpointsOf(group);
  const basic = Object.values(extensions ?? {}).flatMap(({ client_auth }) => Object.values(client_auth));
  const comments: Comment[] = [
    ...(compression === 'none' ? [[['compression'], COMPRESSION_UNKNOWN] as const] : []),
    ...(isStored ? [] : [[['sending_queue'], QUEUE_IN_MEMORY] as const]),
  ];
  return {
    id: `otlp_http/${name}`,
    signals: group.map(({ signal }) => signal),
    config: {
      ...endpoints,
      compression,
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(auth !== undefined && { auth: { authenticator: auth } }),
      ...(use.tls && { tls: {} }),
      ...delivery({ isStored, consumers: 4 }),
    },
    comments,
    ...(extensions && { extensions }),
    variables: needed([...Object.values(endpoints), ...Object.values(headers), ...basic], title),
  };
};

/** Signals with the same headers are one exporter. */
const groupsOf = (all: readonly Destination[]): readonly (readonly Destination[])[] => {
  const groups = new Map<string, Destination[]>();
  for (const each of all) {
    const key = JSON.stringify(each.headers);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
};

const regionsOf = ({ takes, needs }: Backend): readonly string[] | undefined =>
  [...takes, ...needs].includes(REGION) ? ['us', 'eu', 'gov'] : undefined;

/** A vendor of `BINNACLE_BACKEND`, for the Collector: the same addresses, headers and variables as for the SDK. */
export const vendorBackend = (backend: Backend): CollectorBackend => {
  const { id, title, sources, signals, temporality, unverified } = backend;
  const regions = regionsOf(backend);
  return {
    id,
    title,
    source: sources[0] ?? '',
    signals,
    ...(temporality === 'delta' && { temporality }),
    ...(regions && { regions }),
    exporters: (context) => {
      const groups = groupsOf(destinations(backend, context, context.signals));
      return groups.map((group) => {
        const suffix = groups.length > 1 ? `-${group.map(({ signal }) => signal).join('-')}` : '';
        const exporter = exporterOf(backend, group, context, `${context.name}${suffix}`);
        return {
          ...exporter,
          ...(unverified !== undefined && {
            notes: [`${title}: what its documentation leaves open is said in docs/backends.md`],
          }),
        };
      });
    },
  };
};
