/** Signs for the parts of the stack, and for those who send to it: a service's certificate opens no other part. */
export type AuthorityName = 'parts' | 'senders';

export interface Part {
  /** The folder of its files, and its host name in the compose file. */
  readonly id: string;
  readonly server: boolean;
  readonly client: AuthorityName;
  /** Sends like a service, with the token of those. */
  readonly isSender?: boolean;
  /** Reached from outside, by the names of `--names`. */
  readonly isEntry?: boolean;
}

const part = (id: string, rest: Partial<Part> = {}): Part => ({ id, server: true, client: 'parts', ...rest });

/** Everything that gets certificates. */
export const PARTS: readonly Part[] = [
  part('collector', { isEntry: true }),
  part('prometheus'),
  part('prometheus-long'),
  part('alertmanager'),
  part('jaeger'),
  part('loki'),
  part('blackbox-exporter'),
  part('grafana'),
  part('node-exporter'),
  part('proxy', { isEntry: true }),
  // Everybody reaches it: what it shows the Collector opens no other part.
  part('browsers', { isEntry: true, client: 'senders' }),
  part('audit', { server: false }),
  part('prober', { server: false, client: 'senders', isSender: true }),
  part('services', { server: false, client: 'senders', isSender: true }),
];

const LOCAL = ['localhost', '127.0.0.1', '::1'] as const;

/** What the server certificate of a part is valid for. */
export const serverNames = ({ id, isEntry }: Part, names: readonly string[]): readonly string[] => [
  ...new Set([id, ...LOCAL, ...(isEntry ? names : [])]),
];
