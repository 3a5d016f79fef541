import type { Share } from '../sampler-choice.ts';

/**
 * What a span must have when it starts: for each key a list of globs, one of which has to match. The keys are those
 * of {@link RULE_KEYS}, or the name of an attribute, which has a dot. No key at all matches every span.
 */
export type RuleConditions = Readonly<Record<string, readonly string[]>>;

/** One rule about the traces that begin here. */
export interface SamplingRule {
  readonly when: RuleConditions;
  readonly keep: Share;
}

/** Keys of a condition that are no attributes. */
export const RULE_KEYS = ['method', 'path', 'route', 'name', 'kind', 'service'] as const;

/** The place of a kind is its number in the API: https://open-telemetry.github.io/opentelemetry-js/enums/_opentelemetry_api._opentelemetry_api.SpanKind.html */
export const SPAN_KINDS: readonly string[] = ['internal', 'server', 'client', 'producer', 'consumer'];
