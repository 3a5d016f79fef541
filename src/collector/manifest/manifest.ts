import { type ConfigNode, entryOf } from '../document/node.ts';
import { parseId } from '../id.ts';
import type { Problem } from '../problem.ts';
import { removedBefore } from '../removed.ts';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  type ComponentKind,
  findComponent,
} from '../schema/schema.ts';
import { type Provider, providersOf } from './providers.ts';

/**
 * Modules of the Collector that promise stability have versions of their own; those of one release differ by this.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/CHANGELOG.md
 */
const STABLE_MINOR_BEHIND = 94;

const stableVersion = (version: string): string => {
  const [, minor, patch] = version.split('.');
  return `v1.${Number(minor) - STABLE_MINOR_BEHIND}.${patch}`;
};

/** What the builder needs to make the Collector that a configuration asks for. */
export interface Manifest {
  readonly version: string;
  /** Module and version, by kind. */
  readonly modules: Readonly<Record<ComponentKind, readonly string[]>>;
  readonly providers: readonly string[];
}

export interface ManifestResult {
  readonly manifest: Manifest;
  /** Components that no known module has. */
  readonly problems: readonly Problem[];
}

const providerModule = (provider: Provider, version: string): string =>
  `go.opentelemetry.io/collector/confmap/provider/${provider}provider ${stableVersion(version)}`;

const whyNoModule = (kind: ComponentKind, type: string, version: string): string => {
  const removed = removedBefore(version, kind, type);
  return removed
    ? `"${type}" is not there any more in the Collector ${version}; ${removed.instead}`
    : `no module is known for "${type}" of the Collector ${version}; add it to the manifest by hand`;
};

/**
 * The modules of every component that is configured, used or not: the Collector refuses a configuration that names
 * one it does not have. `files` are the configuration before variables are put in.
 */
export const manifestOf = (
  root: ConfigNode,
  files: readonly ConfigNode[],
  schema: CollectorSchema,
): ManifestResult => {
  const problems: Problem[] = [];
  const modulesOf = (kind: ComponentKind): readonly string[] => {
    const configured = entryOf(root, kind)?.value;
    if (configured?.kind !== 'map') return [];
    const modules = new Set<string>();
    for (const [id, { key }] of configured.entries) {
      const type = parseId(id)?.type ?? id;
      const module = findComponent(schema, kind, type)?.module;
      if (module) modules.add(module);
      else
        problems.push({
          id: 'unknown-component',
          severity: 'error',
          place: key,
          path: [kind, id],
          message: `${kind}.${id}: ${whyNoModule(kind, type, schema.version)}`,
        });
    }
    return [...modules].sort();
  };
  const modules = Object.fromEntries(COMPONENT_KINDS.map((kind) => [kind, modulesOf(kind)]));
  const providers = providersOf(files).map((provider) => providerModule(provider, schema.version));
  return {
    manifest: { version: schema.version, modules: modules as Manifest['modules'], providers },
    problems,
  };
};

const list = (key: string, modules: readonly string[]): string =>
  modules.length === 0 ? '' : `\n${key}:\n${modules.map((module) => `  - gomod: ${module}\n`).join('')}`;

export interface Distribution {
  readonly name: string;
  /** Of the Go program. */
  readonly module: string;
  readonly outputPath: string;
}

/** https://github.com/open-telemetry/opentelemetry-collector/tree/main/cmd/builder#configuration */
export const renderManifest = (
  { version, modules, providers }: Manifest,
  { name, module, outputPath }: Distribution,
): string =>
  [
    '# The smallest Collector that runs a configuration: input of the OpenTelemetry Collector Builder.\n',
    `#   go run go.opentelemetry.io/collector/cmd/builder@v${version} --config=FILE\n`,
    'dist:\n',
    `  name: ${name}\n  module: ${module}\n  version: ${version}\n  output_path: ${outputPath}\n`,
    ...COMPONENT_KINDS.map((kind) => list(kind, modules[kind])),
    list('providers', providers),
  ].join('');
