// Written by `npm run generate`.
import { backend as debug } from './backends/debug.ts';
import { backend as file } from './backends/file.ts';
import { backend as jaeger } from './backends/jaeger.ts';
import { backend as kafka } from './backends/kafka.ts';
import { backend as loki } from './backends/loki.ts';
import { backend as otlp } from './backends/otlp.ts';
import { backend as otlpHttp } from './backends/otlp-http.ts';
import { backend as prometheus } from './backends/prometheus.ts';
import { backend as prometheusRemoteWrite } from './backends/prometheus-remote-write.ts';
import { backend as prometheusScrape } from './backends/prometheus-scrape.ts';
import type { CollectorBackend } from './backend.ts';

export const backends: readonly CollectorBackend[] = [
  debug,
  file,
  jaeger,
  kafka,
  loki,
  otlp,
  otlpHttp,
  prometheus,
  prometheusRemoteWrite,
  prometheusScrape,
];
