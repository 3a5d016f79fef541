import type { CollectorConfig } from './config.ts';
import type { Comment } from './render.ts';

/** A variable of the environment that a Collector needs. */
export interface NeededVariable {
  readonly name: string;
  readonly doc: string;
}

/** A piece of a configuration with what is said of it. */
export interface Part {
  readonly config?: CollectorConfig;
  readonly comments?: readonly Comment[];
  readonly variables?: readonly NeededVariable[];
  /** What the user is to know who starts it. */
  readonly notes?: readonly string[];
}

const SECTIONS = ['extensions', 'receivers', 'processors', 'connectors', 'exporters'] as const;

/** Empty sections are left out. */
const mergeConfigs = (configs: readonly CollectorConfig[]): CollectorConfig => {
  const sections = SECTIONS.flatMap((section) => {
    const all = configs.flatMap((config) => Object.entries(config[section] ?? {}));
    return all.length > 0 ? [[section, Object.fromEntries(all)]] : [];
  });
  const services = configs.flatMap(({ service }) => service ?? []);
  const extensions = services.flatMap((service) => service.extensions ?? []);
  const service = {
    ...(extensions.length > 0 && { extensions }),
    ...Object.assign({}, ...services.map(({ telemetry }) => telemetry && { telemetry })),
    ...(services.some(({ pipelines }) => pipelines) && {
      pipelines: Object.assign({}, ...services.map(({ pipelines }) => pipelines)),
    }),
  };
  return { ...Object.fromEntries(sections), ...(services.length > 0 && { service }) };
};

const uniqueBy = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/** The parts as one, in their order. */
export const mergeParts = (parts: readonly Part[]): Required<Part> => ({
  config: mergeConfigs(parts.flatMap(({ config }) => config ?? [])),
  comments: parts.flatMap(({ comments }) => comments ?? []),
  variables: uniqueBy(
    parts.flatMap(({ variables }) => variables ?? []),
    ({ name }) => name,
  ),
  notes: [...new Set(parts.flatMap(({ notes }) => notes ?? []))],
});

/** A comment by which a finding of the lint is meant to be. */
export const allowed = (rule: string, reason: string): string =>
  `binnacle-disable-next-line ${rule} -- ${reason}`;
