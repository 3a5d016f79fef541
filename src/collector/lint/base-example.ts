/** A configuration in which no rule finds anything: what the examples of rules are laid over. */
export const BASE_EXAMPLE = `extensions:
  health_check: { endpoint: 127.0.0.1:13133 }
  file_storage: { directory: ./queue, create_directory: true, compaction: { on_start: true, directory: ./queue } }
receivers:
  otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317 } } }
processors:
  memory_limiter: { check_interval: 1s, limit_mib: 400 }
exporters:
  otlp_grpc:
    endpoint: 127.0.0.1:14317
    tls: { insecure: true }
    sending_queue: { storage: file_storage, batch: { max_size: 8192 } }
service:
  extensions: [health_check, file_storage]
  pipelines:
    traces: { receivers: [otlp], processors: [memory_limiter], exporters: [otlp_grpc] }
`;
