import type { TextMapPropagator } from '@opentelemetry/api';
import type { Settings } from '../core/settings/index.ts';
import { b3, b3multi } from '../sdk/propagation/b3.ts';
import { jaeger } from '../sdk/propagation/jaeger.ts';
import { xray } from '../sdk/propagation/xray.ts';

/** Those that few ask for. A chunk of its own, loaded only for a name of `OTEL_PROPAGATORS` that is one of these. */
export const MORE_PROPAGATORS = { b3, b3multi, jaeger, xray } as const satisfies Partial<
  Record<Settings['propagators'][number], TextMapPropagator>
>;
