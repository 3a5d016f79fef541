import {
  type Attributes,
  type AttributeValue,
  type Meter,
  type MeterProvider,
  metrics,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';

/** What becomes of an attribute: another name, another value too, or nothing. */
type Translation = string | undefined | ((value: AttributeValue) => Attributes);

/** Upstream's attributes that are not sent as they are, by their names. */
export type Vocabulary = Readonly<Record<string, Translation>>;

interface SpanStart {
  readonly name: string;
  readonly attributes: Attributes;
}

export interface SpanRules {
  readonly vocabulary: Vocabulary;
  /** Gets what upstream begins a span with, already in the new words. */
  readonly start?: (span: SpanStart, options: SpanOptions) => SpanStart;
}

const translateOne = (
  vocabulary: Vocabulary,
  name: string,
  value: AttributeValue,
  into: Attributes,
): void => {
  if (!Object.hasOwn(vocabulary, name)) {
    into[name] = value;
    return;
  }
  const translation = vocabulary[name];
  if (typeof translation === 'string') into[translation] = value;
  else if (translation) Object.assign(into, translation(value));
};

/** The attributes in the words of the current semantic conventions. */
export const translate = (vocabulary: Vocabulary, attributes: Attributes): Attributes => {
  const translated: Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) translateOne(vocabulary, name, value, translated);
  }
  return translated;
};

/** Upstream sets more while the span lives, on the span itself. */
const translateLater = (span: Span, vocabulary: Vocabulary): Span => {
  const { setAttribute } = span;
  span.setAttributes = (attributes) => {
    for (const [name, value] of Object.entries(translate(vocabulary, attributes)))
      if (value !== undefined) setAttribute.call(span, name, value);
    return span;
  };
  span.setAttribute = (name, value) => span.setAttributes({ [name]: value });
  return span;
};

/** What instrumentations of upstream are given that still use names which the semantic conventions have replaced. */
export const translatingTracerProvider = ({ vocabulary, start }: SpanRules): TracerProvider => ({
  getTracer: (scope, version) => {
    const tracer = trace.getTracer(scope, version);
    const startSpan: Tracer['startSpan'] = (name, options = {}, context) => {
      const asTold = { name, attributes: translate(vocabulary, options.attributes ?? {}) };
      const { name: newName, attributes } = start ? start(asTold, options) : asTold;
      const span = tracer.startSpan(newName, { ...options, attributes }, context);
      return span.isRecording() ? translateLater(span, vocabulary) : span;
    };
    return { startSpan, startActiveSpan: tracer.startActiveSpan.bind(tracer) };
  },
});

/** The same for the attributes of counters and histograms. */
export const translatingMeterProvider = (vocabulary: Vocabulary): MeterProvider => ({
  getMeter: (scope, version) => {
    const meter = metrics.getMeter(scope, version);
    const own: Pick<Meter, 'createHistogram' | 'createCounter'> = {
      createHistogram: (name, options) => {
        const histogram = meter.createHistogram(name, options);
        return {
          record: (value, attributes = {}, context) =>
            histogram.record(value, translate(vocabulary, attributes), context),
        } as typeof histogram;
      },
      createCounter: (name, options) => {
        const counter = meter.createCounter(name, options);
        return {
          add: (value, attributes = {}, context) =>
            counter.add(value, translate(vocabulary, attributes), context),
        } as typeof counter;
      },
    };
    // Defined and not assigned: the meter's own methods may be for reading only.
    return Object.create(meter, Object.getOwnPropertyDescriptors(own));
  },
});
