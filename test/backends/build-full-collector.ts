import { modulesAt, readComponents } from '../../scripts/collector-schema/components.ts';
import type { Build } from './build.ts';
import { compileCollector, type Manifest } from './compile-collector.ts';
import { UNLISTED_MODULES } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.fullCollector;
const CONTRIB = 'github.com/open-telemetry/opentelemetry-collector-contrib';

/** Components that cannot be had at the release: the newest of each that builds with it. */
const OLDER = {
  connectors: [
    `${CONTRIB}/connector/routingconnector v0.149.0`,
    `${CONTRIB}/connector/sumconnector v0.145.0`,
  ],
  exporters: [`${CONTRIB}/exporter/loadbalancingexporter v0.150.0`],
};

const PROVIDERS = ['env', 'file', 'yaml'].map(
  (name) => `go.opentelemetry.io/collector/confmap/provider/${name}provider v1.61.0`,
);

/** Every component whose schema is made at the release, and what `generate` writes beside those. */
const createManifest = (): Manifest => {
  const modules = modulesAt(readComponents(), release.version);
  const listed = (names: readonly string[]) => names.map((gomod) => ({ gomod }));
  const pinned = Object.entries(modules).map(([kind, names]): [string, object] => [
    kind,
    listed([
      ...names.map((name) => `${name} v${release.version}`),
      ...((OLDER as Partial<Record<string, readonly string[]>>)[kind] ?? []),
    ]),
  ]);
  const dist = { name: 'otelcol-full', module: 'binnacle/otelcol', version: release.version };
  return { dist, ...Object.fromEntries(pinned), providers: listed(PROVIDERS) };
};

const replacements = (): Readonly<Record<string, string>> =>
  readComponents().releases.find(({ version }) => version === release.version)?.replace ?? {};

export const build: Build = {
  release,
  inputs: async () => JSON.stringify([createManifest(), replacements()]),
  compile: (folders) =>
    compileCollector(release, createManifest(), folders, {
      env: { GONOSUMDB: UNLISTED_MODULES },
      replace: replacements(),
    }),
};
