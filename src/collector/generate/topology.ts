import type { RedactionPolicy } from '../../core/redaction/policy.ts';
import type { BackendSignal } from '../../core/settings/backend.ts';

export const TOPOLOGY_KINDS = ['single', 'agent', 'gateway', 'tail-sampling'] as const;
export type TopologyKind = (typeof TOPOLOGY_KINDS)[number];

export const TOPOLOGY_SIGNALS: readonly BackendSignal[] = ['traces', 'metrics', 'logs'];

export const OTLP_PROTOCOLS = ['grpc', 'http'] as const;
export type OtlpProtocol = (typeof OTLP_PROTOCOLS)[number];

/** Certificates that a server shows, and those that it asks of its clients. */
interface ServerTls {
  readonly certFile: string;
  readonly keyFile: string;
  /** Clients need a certificate that one of these has signed. */
  readonly clientCaFile?: string;
}

export interface ClientTls {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
}

/** Where a Collector takes OTLP. Any text may have variables of the Collector, such as `${env:NAME:-default}`. */
export interface Listen {
  /** 127.0.0.1 where it is not given. */
  readonly address?: string;
  readonly protocols?: readonly OtlpProtocol[];
  /** Whole addresses, in the place of `address` with the usual port. */
  readonly grpc?: string;
  readonly http?: string;
  readonly tls?: ServerTls;
  /** `bearer`: the token is in `BINNACLE_COLLECTOR_TOKEN`. */
  readonly auth?: 'bearer' | 'none';
  /** Takes data over the network without TLS. */
  readonly plainText?: boolean;
}

/** A place that data is sent to. */
export interface BackendUse {
  /** The id of a file in `backends/`. */
  readonly type: string;
  /** Tells two of one type apart; the type where it is not given. */
  readonly name?: string;
  /** All that the backend takes where it is not given. */
  readonly signals?: readonly BackendSignal[];
  /** `host:port`, a URL, or a folder of files: what the type needs. */
  readonly endpoint?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A variable of the Collector, `${env:NAME}`; so is the password. */
  readonly bearerToken?: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: ClientTls;
  /** Sends over the network without TLS. */
  readonly plainText?: boolean;
  /** Region of a vendor that has such. */
  readonly region?: string;
}

export interface Tenant {
  readonly id: string;
  /** Of the attribute; the id where it is not given. */
  readonly value?: string;
  /** Added to those of the backends. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of backends; all where it is not given. */
  readonly backends?: readonly string[];
}

export interface Tenants {
  /** Of the resource, such as `tenant.id`. */
  readonly attribute: string;
  /** `routing` takes a connector that the project's own Collector does not have. */
  readonly by?: 'filter' | 'routing';
  /** The tenant that gets what belongs to none; without it, that is dropped. */
  readonly otherwise?: string;
  readonly tenants: readonly Tenant[];
}

/** The Collectors behind the load-balancing ones. */
export interface Samplers {
  /** `host:port` of each. */
  readonly hosts?: readonly string[];
  /** A name that resolves to the addresses of all. */
  readonly dns?: string;
  /** `service.namespace` in Kubernetes. */
  readonly kubernetes?: string;
  /** Where each listens for OTLP over gRPC. */
  readonly listen?: string;
  readonly tls?: ClientTls;
  readonly plainText?: boolean;
}

/** Pages whose data is taken, at a receiver of their own. */
export interface Browsers {
  /** Of the pages, such as `https://shop.example` or `https://*.shop.example`; a variable stands for a list. */
  readonly origins: readonly string[] | string;
  /** What pages may call themselves; whatever they like where it is not given. */
  readonly services?: readonly string[];
  /** `host:port`. */
  readonly listen?: string;
  /** Of pages that do not say one. */
  readonly environment?: string;
  /** The header in which a proxy says the country, as two letters. */
  readonly countryHeader?: string;
  /** Most series of all pages. */
  readonly seriesLimit?: number;
}

/** What a Collector is to do, in the words of the field and not in those of its configuration. */
export interface Topology {
  readonly topology: TopologyKind;
  /** What the backends take, where it is not given. */
  readonly signals?: readonly BackendSignal[];
  readonly backends: readonly BackendUse[];
  readonly listen?: Listen;
  readonly browsers?: Browsers;
  /** Needed for `tail-sampling`. */
  readonly samplers?: Samplers;
  readonly tenants?: Tenants;
  /** The id of a sampling preset; every trace is kept where it is not given. */
  readonly sampling?: string;
  /** A policy; that of the preset `balanced` where it is not given. */
  readonly redaction?: RedactionPolicy | 'none';
  /** The folder of the queues, or `memory`: then a restart loses what waits. */
  readonly queue?: string;
  /** Of the container, in MiB; a text is the limit of memory_limiter itself. */
  readonly memoryMib?: number | string;
  /** Adds the attributes of pods. */
  readonly kubernetes?: boolean;
  /** Makes metrics of spans before they are sampled. */
  readonly spanMetrics?: boolean;
  /** Attributes by which the metrics of spans are split, in addition to those that there are. */
  readonly dimensions?: readonly string[];
  /** Most series of one service in the metrics of spans. */
  readonly seriesLimit?: number;
  /** Where StatsD is taken over UDP, on this machine alone; nowhere where it is not given. */
  readonly statsd?: string;
  /** Where the health check listens. */
  readonly health?: string;
  /** Where the Collector shows its own metrics, `host:port`. */
  readonly telemetry?: string;
}

export const DEFAULTS = {
  address: '127.0.0.1',
  queue: './binnacle-data/queue',
  memoryMib: 512,
  health: '127.0.0.1:13133',
  telemetry: '127.0.0.1:8888',
  seriesLimit: 2_000,
  browsersListen: '127.0.0.1:4319',
  countryHeader: 'x-country',
  browserSeries: 20_000,
  otlpPorts: { grpc: 4317, http: 4318 },
} as const;

/** The text as it is where no variable of the Collector is set. */
export const withDefaults = (text: string): string =>
  text.replace(/\$\{(?:env:)?\w+(?::-([^}]*))?\}/g, (_, value: string | undefined) => value ?? '');
