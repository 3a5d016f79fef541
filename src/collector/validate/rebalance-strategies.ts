/**
 * How partitions are shared, beside extensions that do it:
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/kafka/configkafka/config.go
 */
export const REBALANCE_STRATEGIES = ['range', 'roundrobin', 'sticky', 'cooperative-sticky'];
