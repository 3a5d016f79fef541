export const PROBE_KINDS = ['http', 'tcp', 'dns', 'icmp'] as const;
export type ProbeKind = (typeof PROBE_KINDS)[number];

export const DNS_TYPES = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] as const;

export interface HttpProbe {
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Accepted; 2xx where it is empty. */
  readonly status: readonly number[];
  /** A regular expression that the body has to match somewhere. */
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface TcpProbe {
  readonly address: string;
  /** Shakes hands by TLS, and looks at the certificate. */
  readonly tls: boolean;
}

interface DnsProbe {
  /** `host` or `host:port`. */
  readonly server: string;
  readonly name: string;
  readonly type: (typeof DNS_TYPES)[number];
}

/** Something that is asked again and again from outside, as its users would. */
export interface Probe {
  readonly id: string;
  readonly kind: ProbeKind;
  /** Who is told. */
  readonly owner: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  /** What takes longer is too slow. */
  readonly slowSeconds: number;
  readonly http?: HttpProbe;
  readonly tcp?: TcpProbe;
  readonly dns?: DnsProbe;
  readonly icmp?: { readonly host: string };
}

/** A job that has to say, now and then, that it has done its work. */
export interface Heartbeat {
  readonly id: string;
  readonly owner: string;
  /** The longest time between two reports. */
  readonly everySeconds: number;
  /** How much later is late. */
  readonly graceSeconds: number;
}

export interface Probes {
  readonly probes: readonly Probe[];
  readonly heartbeats: readonly Heartbeat[];
}
