// Written by `npm run generate`.
import { component as attributes } from './components/attributes.ts';
import { component as batch } from './components/batch.ts';
import { component as count } from './components/count.ts';
import { component as debug } from './components/debug.ts';
import { component as file } from './components/file.ts';
import { component as filter } from './components/filter.ts';
import { component as forward } from './components/forward.ts';
import { component as groupbyattrs } from './components/groupbyattrs.ts';
import { component as k8sAttributes } from './components/k8s-attributes.ts';
import { component as kafka } from './components/kafka.ts';
import { component as memoryLimiter } from './components/memory-limiter.ts';
import { component as nop } from './components/nop.ts';
import { component as otlp } from './components/otlp.ts';
import { component as otlpGrpc } from './components/otlp-grpc.ts';
import { component as otlpHttp } from './components/otlp-http.ts';
import { component as probabilisticSampler } from './components/probabilistic-sampler.ts';
import { component as prometheus } from './components/prometheus.ts';
import { component as prometheusRemoteWrite } from './components/prometheus-remote-write.ts';
import { component as redaction } from './components/redaction.ts';
import { component as resource } from './components/resource.ts';
import { component as resourceDetection } from './components/resource-detection.ts';
import { component as routing } from './components/routing.ts';
import { component as spanMetrics } from './components/span-metrics.ts';
import { component as tailSampling } from './components/tail-sampling.ts';
import { component as transform } from './components/transform.ts';
import type { ComponentWords } from './words.ts';

export const components: readonly ComponentWords[] = [
  attributes,
  batch,
  count,
  debug,
  file,
  filter,
  forward,
  groupbyattrs,
  k8sAttributes,
  kafka,
  memoryLimiter,
  nop,
  otlp,
  otlpGrpc,
  otlpHttp,
  probabilisticSampler,
  prometheus,
  prometheusRemoteWrite,
  redaction,
  resource,
  resourceDetection,
  routing,
  spanMetrics,
  tailSampling,
  transform,
];
