import type { Shape } from '../../core/yaml/shape.ts';
import { DNS_TYPES } from './probe.ts';

const ID = {
  kind: 'text',
  pattern: '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$',
  doc: 'small letters, digits and hyphens, such as shop-home',
} as const;
const OWNER = { kind: 'text', pattern: '^[\\w.@/-]+$', doc: 'a team such as platform' } as const;
const DURATION = {
  kind: 'text',
  pattern: '^[1-9]\\d*(?:ms|s|m|h|d)$',
  doc: 'a duration such as 30s, 5m or 24h',
} as const;
const HOST = {
  kind: 'text',
  pattern: '^[^\\s/:]+$|^[0-9A-Fa-f:]+$',
  doc: 'a host name or an address',
} as const;

const map = (entries: Readonly<Record<string, Shape>>, ...required: readonly string[]): Shape => ({
  kind: 'map',
  doc: '',
  entries,
  required,
});

const TIMES = { interval: DURATION, timeout: DURATION, slow: DURATION, owner: OWNER } as const;

const HTTP = map(
  {
    url: {
      kind: 'text',
      pattern: '^https?://[^\\s/?#]+(?:[/?#]\\S*)?$',
      doc: 'a URL such as https://shop.example/',
    },
    method: { kind: 'choice', doc: '', values: ['GET', 'HEAD', 'POST'] },
    status: { kind: 'list', doc: '', item: { kind: 'number', doc: '', min: 100, max: 599 } },
    body: { kind: 'text', doc: 'a regular expression' },
    headers: { kind: 'texts', doc: '' },
  },
  'url',
);

export const DEFAULTS_SHAPE: Shape = map(TIMES);

export const PROBE_SHAPE: Shape = map(
  {
    id: ID,
    ...TIMES,
    http: HTTP,
    tcp: map(
      {
        address: { kind: 'text', pattern: '^\\S+:\\d{1,5}$', doc: 'host:port, such as db.example:5432' },
        tls: { kind: 'boolean', doc: '' },
      },
      'address',
    ),
    dns: map(
      {
        server: { kind: 'text', pattern: '^\\S+$', doc: 'host or host:port' },
        name: { kind: 'text', pattern: '^\\S+$', doc: 'a name such as shop.example' },
        type: { kind: 'choice', doc: '', values: DNS_TYPES },
      },
      'server',
      'name',
    ),
    icmp: map({ host: HOST }, 'host'),
  },
  'id',
);

/** A file of probes. */
export const PROBES_SHAPE: Shape = map({
  defaults: DEFAULTS_SHAPE,
  probes: { kind: 'list', doc: '', item: PROBE_SHAPE },
  heartbeats: {
    kind: 'list',
    doc: '',
    item: map({ id: ID, owner: OWNER, every: DURATION, grace: DURATION }, 'id', 'every'),
  },
});
