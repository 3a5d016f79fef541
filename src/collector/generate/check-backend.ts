// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of the Collector
import { nearest } from '../../core/nearest.ts';
import type { CollectorBackend } from './backend.ts';
import type { TopologyFault, Words } from './check-topology.ts';
import { isLocal } from './clients.ts';
import { collectorBackends, findBackend } from './find-backend.ts';
import { type BackendUse, TOPOLOGY_SIGNALS, withDefaults } from './topology.ts';

const HOST = /^(\[[^\]\s]+\]|[^\s/:@]+|\$\{[^}\s]+\}):(\d{1,5}|\$\{[^}\s]+\})$/;
const SOCKET = /^unix:\S+$/;
const VARIABLE = /^\$\{env:\w+(:-[^}]*)?\}$/;
const URL_TEXT = /^https?:\/\/[^\s/?#]+\S*$/;
const WITH_PASSWORD = /^\w+:\/\/[^/@\s]*:[^/@\s]*@/;

/** `host:port`, in which variables may stand. */
export const isHostAndPort = (text: string): boolean => {
  if (SOCKET.test(text) || VARIABLE.test(text)) return true;
  const port = /:(\d+)$/.exec(text)?.[1];
  return HOST.test(text) && (port === undefined || (Number(port) > 0 && Number(port) < 65_536));
};

const FORMS: Readonly<
  Record<NonNullable<CollectorBackend['endpoint']>['kind'], readonly [string, (text: string) => boolean]>
> = {
  host: ['host:port', isHostAndPort],
  hosts: ['host:port, several with commas', (text) => text.split(/[\s,]+/).every(isHostAndPort)],
  url: ['a URL with http:// or https://', (text) => URL_TEXT.test(text) || VARIABLE.test(text)],
  folder: ['a folder', (text) => text.trim() !== ''],
  listen: ['host:port to listen at', isHostAndPort],
};

const SECRET_HEADER = /auth|token|secret|passw|credential|cookie|(^|[-_])(api|access|private)?[-_]?key$/i;

/** A secret in a file is a secret for all who read it. */
export const headerFaults = (
  headers: Readonly<Record<string, string>> | undefined,
  path: TopologyFault['path'],
): readonly TopologyFault[] =>
  Object.entries(headers ?? {}).flatMap(([header, value]) =>
    SECRET_HEADER.test(header) && !/\$\{(env|file):/.test(value)
      ? [
          {
            path: [...path, 'headers', header],
            message: `header "${header}" is a secret; write \${env:NAME} and set the variable`,
          },
        ]
      : [],
  );

const endpointFaults = (
  { endpoint, plainText, type }: BackendUse,
  backend: CollectorBackend,
  words: Words,
): readonly string[] => {
  const { endpoint: known } = backend;
  if (!known)
    return endpoint === undefined
      ? []
      : [
          `${type} takes no endpoint: it ${backend.id === 'debug' ? 'writes to the log' : 'is found by its variables'}`,
        ];
  const given = endpoint ?? known.default;
  if (given === undefined) return [`${type} needs an endpoint, such as ${known.example}`];
  const [expected, accepts] = FORMS[known.kind];
  if (!accepts(given))
    return [`"${given}" is not accepted for ${type}; expected ${expected}, such as ${known.example}`];
  if (WITH_PASSWORD.test(given))
    return ['a password in a URL is seen by many; use username and password with ${env:NAME}'];
  if (plainText) return [];
  if (known.kind === 'url' && /^http:/i.test(withDefaults(given)) && !isLocal(given))
    return [
      `${given} is not on this machine, and http:// is plain text; use https://, or allow it with ${words.plainText}`,
    ];
  if (known.kind === 'listen' && !isLocal(given))
    return [
      `${given} is reached over the network, without TLS and without a password; allow it with ${words.plainText}`,
    ];
  return [];
};

const NETWORK = ['host', 'hosts', 'url'];

const optionFaults = (
  use: BackendUse,
  backend: CollectorBackend,
): readonly (readonly [keyof BackendUse, string])[] => {
  const { type, region, bearerToken, username, password } = use;
  const isClient = backend.endpoint !== undefined && NETWORK.includes(backend.endpoint.kind);
  const isVendor = backend.endpoint === undefined && backend.id !== 'debug';
  const faults: (readonly [keyof BackendUse, string])[] = [];
  const unused = (keys: readonly (keyof BackendUse)[]): void => {
    for (const key of keys) if (use[key] !== undefined) faults.push([key, `${type} does not use it`]);
  };
  if (!isClient) unused(['bearerToken', 'username', 'password', 'tls']);
  if (!isClient && !isVendor) unused(['headers']);
  if (backend.id === 'kafka') unused(['headers', 'bearerToken']);
  if (!backend.regions) unused(['region']);
  else if (region !== undefined && !backend.regions.includes(region))
    faults.push(['region', `"${region}" is no region of ${type}; known: ${backend.regions.join(', ')}`]);
  for (const [key, value] of Object.entries({ bearerToken, password }))
    if (value !== undefined && !/^\$\{(env|file):[^}]+\}$/.test(value))
      faults.push([key as keyof BackendUse, 'is a secret; write ${env:NAME} and set the variable']);
  if ((username === undefined) !== (password === undefined))
    faults.push([username === undefined ? 'username' : 'password', 'username and password belong together']);
  if (bearerToken !== undefined && username !== undefined)
    faults.push(['bearerToken', 'either a token, or username and password']);
  return faults;
};

/** What is wrong with one backend, by its keys. */
export const backendFaults = (
  use: BackendUse,
  path: TopologyFault['path'],
  words: Words,
): readonly TopologyFault[] => {
  const backend = findBackend(use.type);
  if (!backend) {
    const known = collectorBackends.map(({ id }) => id);
    const near = nearest(use.type, known);
    return [
      {
        path: [...path, 'type'],
        message: `there is no backend "${use.type}"; ${near ? `did you mean "${near}"? ` : ''}known: ${known.join(', ')}`,
      },
    ];
  }
  const refused = (use.signals ?? []).filter((signal) => !backend.signals.includes(signal));
  return [
    ...(refused.length > 0
      ? [
          {
            path: [...path, 'signals'],
            message: `${use.type} takes no ${refused.join(' and no ')}; it takes ${TOPOLOGY_SIGNALS.filter((signal) => backend.signals.includes(signal)).join(', ')}`,
          },
        ]
      : []),
    ...endpointFaults(use, backend, words).map((message) => ({ path: [...path, 'endpoint'], message })),
    ...optionFaults(use, backend).map(([key, message]) => ({
      path: [...path, key],
      message: message.startsWith('is ') ? `${key} ${message}` : message,
    })),
    ...headerFaults(use.headers, path),
  ];
};
