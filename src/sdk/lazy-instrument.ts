/** Where a stand-in of an instrument keeps the way to the instrument, for those who look inside of it. */
export const INSTRUMENT = Symbol('binnacle.instrument');

export interface LazyInstrument<T extends object> {
  readonly [INSTRUMENT]: () => T;
}

/** The instrument that something stands for; itself where it stands for none. */
export const instrumentOf = (instrument: object): object =>
  (instrument as Partial<LazyInstrument<object>>)[INSTRUMENT]?.() ?? instrument;
