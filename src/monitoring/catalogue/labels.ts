/**
 * Labels of everything that arrives by OTLP: `job` is service.namespace/service.name, `instance` is
 * service.instance.id, the others are promoted by `otlp.promote_resource_attributes` in prometheus.yml.
 * https://prometheus.io/docs/guides/opentelemetry/
 */
export const RESOURCE = ['job', 'instance', 'deployment_environment_name', 'service_version'] as const;

/** Labels of everything that Prometheus scrapes. */
export const TARGET = ['job', 'instance'] as const;
