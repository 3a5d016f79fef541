/** What changed in the Collector itself, and in the components of its own repository. */
export const CORE_CHANGELOG =
  'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/CHANGELOG.md';

/** What changed in the contributed components. */
export const CONTRIB_CHANGELOG =
  'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/CHANGELOG.md';
