import {
  type Attributes,
  type Context,
  context,
  logs,
  metrics,
  SeverityNumber,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';

const SCOPE = 'binnacle/openai';

/** What is known of an answer, whole or put together from the pieces of a stream. */
export interface Outcome {
  id?: string | undefined;
  model?: string | undefined;
  conversationId?: string | undefined;
  finishReasons?: readonly string[];
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  /** What the model said; only where content is asked for. */
  text?: string;
}

/** https://github.com/open-telemetry/semantic-conventions-genai: seconds, and tokens */
const DURATIONS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const TOKENS = Array.from({ length: 14 }, (_, power) => 4 ** power);

const createInstruments = () => {
  const meter = metrics.getMeter(SCOPE, VERSION);
  return {
    duration: meter.createHistogram('gen_ai.client.operation.duration', {
      unit: 's',
      advice: { explicitBucketBoundaries: DURATIONS },
    }),
    tokens: meter.createHistogram('gen_ai.client.token.usage', {
      unit: '{token}',
      advice: { explicitBucketBoundaries: TOKENS },
    }),
  };
};
let instruments: ReturnType<typeof createInstruments> | undefined;

const given = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined && value !== null));

/** One question to a model. */
export class Inference {
  readonly span: Span;
  readonly context: Context;
  readonly #common: Attributes;
  readonly #startMillis = performance.now();
  #ended = false;

  /**
   * @param common what the span and the metrics have, `gen_ai.operation.name` and `gen_ai.request.model` among it
   * @param others what only the span has
   */
  constructor(common: Attributes, others: Attributes) {
    instruments ??= createInstruments();
    this.#common = given(common);
    this.span = trace
      .getTracer(SCOPE, VERSION)
      .startSpan(`${common['gen_ai.operation.name']} ${common['gen_ai.request.model']}`, {
        kind: SpanKind.CLIENT,
        attributes: { ...this.#common, ...given(others) },
      });
    this.context = trace.setSpan(context.active(), this.span);
  }

  /** Ends it, once. */
  end(outcome: Outcome, error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    const { inputTokens, outputTokens } = outcome;
    const attributes = given({
      ...this.#common,
      'gen_ai.response.model': outcome.model,
      'error.type': error instanceof Error ? error.constructor.name : undefined,
    });
    this.span.setAttributes(
      given({
        'gen_ai.response.id': outcome.id,
        'gen_ai.response.model': outcome.model,
        'gen_ai.conversation.id': outcome.conversationId,
        'gen_ai.response.finish_reasons': outcome.finishReasons as string[] | undefined,
        'gen_ai.usage.input_tokens': inputTokens,
        'gen_ai.usage.output_tokens': outputTokens,
        'error.type': attributes['error.type'],
      }),
    );
    // The message of an error may repeat the question.
    if (error !== undefined) this.span.setStatus({ code: SpanStatusCode.ERROR });
    instruments?.duration.record((performance.now() - this.#startMillis) / 1_000, attributes, this.context);
    for (const [type, count] of [
      ['input', inputTokens],
      ['output', outputTokens],
    ] as const) {
      if (count !== undefined)
        instruments?.tokens.record(count, { ...attributes, 'gen_ai.token.type': type }, this.context);
    }
    this.span.end();
  }

  /** Sends question and answer; only where the settings ask for it. */
  tell(input: unknown, outcome: Outcome): void {
    logs.getLogger(SCOPE, VERSION).emit({
      eventName: 'gen_ai.client.inference.operation.details',
      context: this.context,
      severityNumber: SeverityNumber.INFO,
      attributes: {
        ...this.#common,
        'gen_ai.input.messages': JSON.stringify(input ?? []),
        'gen_ai.output.messages': outcome.text ?? '',
      },
    });
  }
}
