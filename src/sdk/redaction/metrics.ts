import type { MetricData, ResourceMetrics, ScopeMetrics } from '@opentelemetry/sdk-metrics';
import { mapChanged } from '../../core/redaction/map-changed.ts';
import type { GetRedactor } from './get-redactor.ts';
import { createScopeRedactor } from './scope.ts';

type Descriptor = MetricData['descriptor'];

/**
 * Returns the metrics with clean names, descriptions, units and scopes, or the very same ones. The attributes of the
 * points are redacted when they are measured, see `measurements.ts`.
 */
export type MetricRedactor = (metrics: ResourceMetrics) => ResourceMetrics;

/** Each instrument and scope is looked at once. */
export const createMetricRedactor = (redactor: GetRedactor): MetricRedactor => {
  const redactScope = createScopeRedactor(redactor);
  const known = new WeakMap<Descriptor, Descriptor>();
  /** By clean name, how many others it stands for: two metrics must not become one. */
  const renamed = new Map<string, number>();

  const cleanName = (name: string): string => {
    const clean = redactor().text(name);
    if (clean === name) return name;
    const count = renamed.get(clean) ?? 0;
    renamed.set(clean, count + 1);
    return count === 0 ? clean : `${clean}_${count + 1}`;
  };

  const clean = (descriptor: Descriptor): Descriptor => {
    const name = cleanName(descriptor.name);
    const description = redactor().text(descriptor.description);
    const unit = redactor().text(descriptor.unit);
    return name === descriptor.name && description === descriptor.description && unit === descriptor.unit
      ? descriptor
      : { ...descriptor, name, description, unit };
  };

  const redactDescriptor = (descriptor: Descriptor): Descriptor => {
    const found = known.get(descriptor) ?? clean(descriptor);
    known.set(descriptor, found);
    return found;
  };

  const redactScopeMetrics = (each: ScopeMetrics): ScopeMetrics => {
    const scope = redactScope(each.scope);
    const metrics = mapChanged(each.metrics, (metric) => {
      const descriptor = redactDescriptor(metric.descriptor);
      return descriptor === metric.descriptor ? metric : { ...metric, descriptor };
    });
    return scope === each.scope && metrics === each.metrics ? each : { scope, metrics: [...metrics] };
  };

  return (all) => {
    const scopeMetrics = mapChanged(all.scopeMetrics, redactScopeMetrics);
    return scopeMetrics === all.scopeMetrics ? all : { ...all, scopeMetrics: [...scopeMetrics] };
  };
};
