import type { ConfigPath } from '../document/node.ts';
import { componentsOf, effective, type LintContext, placeOf } from './context.ts';
import type { Finding, LintRule } from './rule.ts';

/** A setting of span_metrics whose default of 0 means without end. */
interface EndlessSetting {
  readonly key: string;
  /** What `--fix` sets. */
  readonly value: string;
  readonly message: string;
}

const pipelines = `service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }`;

const LIMITS = ['aggregation_cardinality_limit: 2000', 'metrics_expiration: 5m'] as const;

/** Both rules have the same examples, each without its own setting. */
export const endlessExamples = ({
  key,
  value,
}: EndlessSetting): Pick<LintRule, 'good' | 'bad'> & { readonly fixed: string } => {
  const [other] = LIMITS.filter((each) => !each.startsWith(key)) as [string];
  const bad = `connectors:
  span_metrics: # here
    ${other}
`;
  return {
    good: `connectors: { span_metrics: { ${LIMITS.join(', ')} } }\n${pipelines}`,
    bad: `${bad}${pipelines}\n`,
    fixed: `${bad}    ${key}: ${value}\n${pipelines}\n`,
  };
};

export const findEndless = function* (
  context: LintContext,
  { key, value, message }: EndlessSetting,
): Iterable<Finding> {
  for (const connector of componentsOf(context, 'connectors', 'span_metrics')) {
    const written = effective(connector, [key]);
    if (written !== 0 && written !== '0' && written !== '0s') continue;
    const path: ConfigPath = [...connector.path, key];
    yield { place: placeOf(connector, [key]), path, message, fix: [{ do: 'set', path, value }] };
  }
};
