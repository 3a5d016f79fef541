/** A configuration as it grows: tenants with pipelines of their own, and connectors in chains between them. */
export const bigConfiguration = (tenants: number): string => {
  const names = Array.from({ length: tenants }, (_, index) => `tenant-${index}`);
  const each = (write: (name: string, index: number) => string): string => names.map(write).join('\n');
  return `
receivers:
  otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317 } } }
processors:
  memory_limiter: { check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20 }
${each(
  (name, index) => `  transform/${name}:
    error_mode: ignore
    trace_statements:
      - set(span.attributes["tenant"], "${name}")
  tail_sampling/${name}:
    decision_wait: 10s
    policies:
      - { name: some, type: probabilistic, probabilistic: { sampling_percentage: ${index + 1} } }`,
)}
connectors:
  forward/in: {}
${each((name) => `  span_metrics/${name}: { namespace: ${name.replace('-', '_')} }\n  forward/${name}: {}`)}
  routing/tenants:
    default_pipelines: [traces/tenant-0]
    table:
${each((name) => `      - { context: resource, condition: 'attributes["tenant"] == "${name}"', pipelines: [traces/${name}] }`)}
exporters:
${each((name) => `  otlp_grpc/${name}: { endpoint: "${name}.internal:4317" }`)}
  debug: {}
service:
  pipelines:
    traces/in: { receivers: [otlp], processors: [memory_limiter], exporters: [forward/in] }
    traces/route: { receivers: [forward/in], exporters: [routing/tenants] }
${each(
  (
    name,
  ) => `    traces/${name}: { receivers: [routing/tenants], processors: [transform/${name}], exporters: [span_metrics/${name}, forward/${name}] }
    traces/sampled-${name}: { receivers: [forward/${name}], processors: [tail_sampling/${name}], exporters: [otlp_grpc/${name}] }`,
)}
    metrics: { receivers: [${names.map((name) => `span_metrics/${name}`).join(', ')}], exporters: [debug] }
`;
};
