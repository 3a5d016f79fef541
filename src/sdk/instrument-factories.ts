/** What makes the instruments that an application calls, and what each measures with. */
export const INSTRUMENT_FACTORIES = {
  createCounter: 'add',
  createUpDownCounter: 'add',
  createHistogram: 'record',
  createGauge: 'record',
} as const;

export type InstrumentFactory = keyof typeof INSTRUMENT_FACTORIES;
