import type { BackendSignal } from '../../core/settings/backend.ts';
import type { Part } from './part.ts';
import type { Comment } from './render.ts';
import type { BackendUse } from './topology.ts';

/** Where a backend is, and what it is told about who sends. */
export interface BackendContext {
  readonly use: BackendUse;
  /** Of the components: `otlp_grpc/<name>`. */
  readonly name: string;
  /** That are sent there. */
  readonly signals: readonly BackendSignal[];
  /** The endpoint that was given, or the one that the type has. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Added to the names of variables with secrets, such as `_ACME`. */
  readonly variableSuffix: string;
  /** Added to names of files, topics and the like, such as `-acme`. */
  readonly nameSuffix: string;
  /** Queues are on disk. */
  readonly isStored: boolean;
}

export interface Exporter extends Omit<Part, 'config' | 'comments'> {
  /** With its type: `otlp_grpc/jaeger`. */
  readonly id: string;
  readonly signals: readonly BackendSignal[];
  readonly config: Readonly<Record<string, unknown>>;
  /** Paths are those inside the exporter. */
  readonly comments?: readonly Comment[];
  /** That it needs, by id. */
  readonly extensions?: Readonly<Record<string, object>>;
}

interface BackendEndpoint {
  readonly kind: 'host' | 'hosts' | 'url' | 'folder' | 'listen';
  /** Undefined where one has to be given. */
  readonly default?: string;
  readonly example: string;
}

/** A kind of place to send telemetry to. One is one file in `backends/`, or a vendor that the SDK knows. */
export interface CollectorBackend {
  /** Equals the file's name. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly signals: readonly BackendSignal[];
  /** Undefined where the backend itself says where it is. */
  readonly endpoint?: BackendEndpoint;
  /** By which it tells tenants apart. */
  readonly tenantHeader?: string;
  /** Why tenants cannot be kept apart there. */
  readonly oneTenant?: string;
  /** Sums that it takes; both where it is not given. */
  readonly temporality?: 'cumulative' | 'delta';
  /** Regions, the first by default. */
  readonly regions?: readonly string[];
  exporters(context: BackendContext): readonly Exporter[];
}
