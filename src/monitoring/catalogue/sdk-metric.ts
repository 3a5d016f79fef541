import { defineMetric, type Metric, type MetricText, type MetricType } from '../metric.ts';
import { type LabelOf, labelOf, prometheusName } from '../prometheus-name.ts';
import { RESOURCE } from './labels.ts';

type ResourceLabel = (typeof RESOURCE)[number];

/** Metrics of one page of the conventions; what the SDK of a service sends. */
export const sdkMetrics =
  (source: string) =>
  <const Type extends MetricType, const Attribute extends string = never>(
    name: string,
    type: Type,
    text: MetricText,
    attributes: readonly Attribute[] = [],
  ): Metric<Type, ResourceLabel | LabelOf<Attribute>> =>
    defineMetric({
      name,
      type,
      ...text,
      prometheusName: prometheusName(name, text.unit, type),
      labels: [...RESOURCE, ...attributes.map((attribute) => labelOf(attribute))],
      origin: 'SDK',
      source,
    });
