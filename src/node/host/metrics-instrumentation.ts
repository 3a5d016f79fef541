import type { BatchObservableCallback, Meter, Observable } from '@opentelemetry/api';
import { InstrumentationBase } from '@opentelemetry/instrumentation';
import { VERSION } from '../../core/version.ts';

/** What is read when metrics are collected, and never in between. */
export interface Readings {
  readonly instruments: readonly Observable[];
  readonly observe: BatchObservableCallback;
}

/** Metrics that are read from the system. */
export class MetricsInstrumentation extends InstrumentationBase {
  constructor(name: string, create: (meter: Meter) => Readings) {
    super(name, VERSION, {});
    const { instruments, observe } = create(this.meter);
    this.meter.addBatchObservableCallback(observe, [...instruments]);
  }

  protected init(): undefined {}
}
