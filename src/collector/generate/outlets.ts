import type { BackendSignal } from '../../core/settings/backend.ts';
import { isPublic } from '../lint/endpoint.ts';
import type { Exporter } from './backend.ts';
import { findBackend } from './find-backend.ts';
import { allowed, type Part } from './part.ts';
import { type BackendUse, DEFAULTS, type Tenant, type Topology, withDefaults } from './topology.ts';

/** Where the data of one tenant goes, or all data. */
export interface Outlet {
  readonly tenant?: Tenant;
  readonly exporters: readonly OutletExporter[];
}

export interface OutletExporter extends Exporter {
  readonly temporality?: 'cumulative' | 'delta';
}

export const nameOf = ({ name, type }: BackendUse): string => name ?? type;

/** The signals of a use: those that are asked for, the backend takes and the topology has. */
export const signalsOf = (use: BackendUse, signals: readonly BackendSignal[]): readonly BackendSignal[] =>
  signals.filter(
    (signal) =>
      (use.signals ?? signals).includes(signal) && (findBackend(use.type)?.signals.includes(signal) ?? false),
  );

/** Letters, digits and `_`, as the name of a variable has them. */
const variablePart = (id: string): string => `_${id.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;

const exportersOf = (
  use: BackendUse,
  signals: readonly BackendSignal[],
  tenant: Tenant | undefined,
  isStored: boolean,
): readonly OutletExporter[] => {
  const backend = findBackend(use.type);
  const own = signalsOf(use, signals);
  if (!backend || own.length === 0) return [];
  const suffix = tenant ? `-${tenant.id}` : '';
  const { tenantHeader, temporality } = backend;
  const name = `${nameOf(use)}${backend.oneTenant === undefined ? suffix : ''}`;
  const exporters = backend.exporters({
    use,
    name,
    signals: own,
    endpoint: use.endpoint ?? backend.endpoint?.default ?? '',
    headers: {
      ...(tenant && tenantHeader !== undefined && { [tenantHeader]: tenant.id }),
      ...use.headers,
      ...tenant?.headers,
    },
    variableSuffix: tenant ? variablePart(tenant.id) : '',
    nameSuffix: suffix,
    isStored,
  });
  return exporters.map((exporter) => ({ ...exporter, ...(temporality && { temporality }) }));
};

/** The exporters for these signals, by tenant where there are tenants. */
export const outletsOf = (
  { backends, tenants, queue = DEFAULTS.queue }: Topology,
  signals: readonly BackendSignal[],
): readonly Outlet[] => {
  const isStored = queue !== 'memory';
  const outlet = (tenant?: Tenant): Outlet => ({
    ...(tenant && { tenant }),
    exporters: backends
      .filter((use) => tenant?.backends?.includes(nameOf(use)) ?? true)
      .flatMap((use) => exportersOf(use, signals, tenant, isStored)),
  });
  return tenants ? tenants.tenants.map((tenant) => outlet(tenant)) : [outlet()];
};

const ENDPOINTS = ['endpoint', 'traces_endpoint', 'metrics_endpoint', 'logs_endpoint'];

/** Said where traces or logs leave the network as they came. */
const unredacted = (exporter: Exporter, reason: string) =>
  ENDPOINTS.flatMap((key) => {
    const endpoint = exporter.config[key];
    const sends = exporter.signals.some((signal) => signal !== 'metrics');
    return sends &&
      typeof endpoint === 'string' &&
      !exporter.id.startsWith('prometheus/') &&
      isPublic(withDefaults(endpoint))
      ? [[['exporters', exporter.id, key], allowed('redaction-missing', reason)] as const]
      : [];
  });

/**
 * The exporters of all outlets.
 * @param unredactedBecause why data that leaves the network is not redacted here; undefined where it is
 */
export const outletParts = (
  outlets: readonly Outlet[],
  unredactedBecause: string | undefined,
): readonly Part[] => {
  const all = new Map(outlets.flatMap(({ exporters }) => exporters).map((each) => [each.id, each]));
  return [...all.values()].map((exporter) => {
    const { id, config, comments = [], extensions, variables = [], notes = [] } = exporter;
    return {
      config: {
        exporters: { [id]: config },
        ...(extensions && { extensions, service: { extensions: Object.keys(extensions) } }),
      },
      comments: [
        ...comments.map(([path, ...lines]) => [['exporters', id, ...path], ...lines] as const),
        ...(unredactedBecause === undefined ? [] : unredacted(exporter, unredactedBecause)),
      ],
      variables,
      notes,
    };
  });
};
