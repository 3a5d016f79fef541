import type {
  CardinalityLimits,
  MetricReaderPlan,
  PrometheusOptions,
} from '../../core/configuration/plan.ts';
import type { IncludeExclude } from '../../core/sampling/sampler-node.ts';
import type { PageOptions } from '../../sdk/prometheus/render-page.ts';
import type { MetricReaderExtras } from '../start-extras.ts';

const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const limitsOf = (limits: CardinalityLimits): Record<string, number> =>
  Object.fromEntries(
    Object.entries(limits).flatMap(([name, limit]) =>
      limit === undefined ? [] : [[camelCase(name), limit]],
    ),
  );

const patternOf = (wildcards: readonly string[]): string =>
  wildcards
    .map((wildcard) =>
      wildcard
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*+/g, '.*')
        .replace(/\?/g, '.'),
    )
    .join('|');

/** The names that are included and not excluded, as the exporter wants it. */
const labelsOf = ({ included = ['*'], excluded }: IncludeExclude): RegExp =>
  new RegExp(`^${excluded ? `(?!(?:${patternOf(excluded)})$)` : ''}(?:${patternOf(included)})$`, 's');

const prometheusOf = (options: PrometheusOptions): PageOptions => ({
  withoutScopeInfo: options.withoutScopeInfo,
  withoutTargetInfo: options.withoutTargetInfo,
  ...(options.resourceLabels && { withResourceConstantLabels: labelsOf(options.resourceLabels) }),
});

export const metricReaderOf = (plan: MetricReaderPlan): MetricReaderExtras => ({
  settings: plan.settings,
  periodic: {
    ...(plan.cardinalityLimits && { cardinalityLimits: limitsOf(plan.cardinalityLimits) }),
    ...(plan.maxExportBatchSize !== undefined && { maxExportBatchSize: plan.maxExportBatchSize }),
  },
  prometheus: plan.prometheus ? prometheusOf(plan.prometheus) : {},
});
