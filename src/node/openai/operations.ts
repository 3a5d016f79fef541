import type { Attributes } from '@opentelemetry/api';
import type { Outcome } from './inference.ts';

/** How one method of the client is read. Parameters and answers are as the API documents them. */
export interface Operation {
  readonly name: 'chat' | 'embeddings';
  request(params: Params): Attributes;
  /** What was asked, for whoever wants content. */
  input(params: Params): unknown;
  /** Adds what an answer, or one event of a stream, says. */
  read(outcome: Outcome, answer: Answer): void;
}

export interface Params {
  readonly model?: string;
  readonly stream?: boolean | null;
  readonly messages?: unknown;
  readonly input?: unknown;
  readonly instructions?: unknown;
  readonly frequency_penalty?: number | null;
  readonly presence_penalty?: number | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly seed?: number | null;
  readonly n?: number | null;
  readonly max_tokens?: number | null;
  readonly max_completion_tokens?: number | null;
  readonly max_output_tokens?: number | null;
  readonly encoding_format?: string | null;
  readonly dimensions?: number | null;
}

interface Usage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
}
interface Choice {
  readonly index?: number;
  readonly finish_reason?: string | null;
  readonly message?: { readonly content?: string | null };
  readonly delta?: { readonly content?: string | null };
}
export interface Answer {
  readonly id?: string;
  readonly model?: string;
  readonly usage?: Usage | null;
  readonly choices?: readonly Choice[];
  /** Of events of the Responses API. */
  readonly type?: string;
  readonly delta?: unknown;
  readonly response?: Answer;
  readonly status?: string;
  readonly output_text?: string;
  readonly conversation?: { readonly id?: string } | null;
}

const sampling = (params: Params): Attributes =>
  ({
    'gen_ai.request.temperature': params.temperature,
    'gen_ai.request.top_p': params.top_p,
    'gen_ai.request.stream': params.stream === true ? true : undefined,
  }) as Attributes;

const chat: Operation = {
  name: 'chat',
  request: (params) =>
    ({
      ...sampling(params),
      'gen_ai.request.frequency_penalty': params.frequency_penalty,
      'gen_ai.request.presence_penalty': params.presence_penalty,
      'gen_ai.request.seed': params.seed,
      'gen_ai.request.choice.count': params.n === 1 ? undefined : params.n,
      'gen_ai.request.max_tokens': params.max_completion_tokens ?? params.max_tokens,
    }) as Attributes,
  input: ({ messages }) => messages,
  read: (outcome, { id, model, usage, choices = [] }) => {
    outcome.id ??= id;
    outcome.model ??= model;
    outcome.inputTokens = usage?.prompt_tokens ?? outcome.inputTokens;
    outcome.outputTokens = usage?.completion_tokens ?? outcome.outputTokens;
    for (const { finish_reason, message, delta } of choices) {
      if (finish_reason) outcome.finishReasons = [...(outcome.finishReasons ?? []), finish_reason];
      const text = message?.content ?? delta?.content;
      if (text && outcome.text !== undefined) outcome.text += text;
    }
  },
};

const responses: Operation = {
  name: 'chat',
  request: (params) =>
    ({ ...sampling(params), 'gen_ai.request.max_tokens': params.max_output_tokens }) as Attributes,
  input: ({ instructions, input }) => (instructions === undefined ? input : { instructions, input }),
  read: (outcome, answer) => {
    if (answer.type === 'response.output_text.delta') {
      if (outcome.text !== undefined && typeof answer.delta === 'string') outcome.text += answer.delta;
      return;
    }
    // A whole answer, or an event that has one: `response.created`, `response.completed`, …
    const isEvent = answer.type?.startsWith('response.') === true;
    const whole = isEvent ? answer.response : answer;
    if (!whole) return;
    outcome.id ??= whole.id;
    outcome.model ??= whole.model;
    outcome.conversationId ??= whole.conversation?.id;
    outcome.inputTokens = whole.usage?.input_tokens ?? outcome.inputTokens;
    outcome.outputTokens = whole.usage?.output_tokens ?? outcome.outputTokens;
    if (whole.status && whole.status !== 'in_progress') outcome.finishReasons = [whole.status];
    if (!isEvent && outcome.text !== undefined) outcome.text = whole.output_text ?? '';
  },
};

const embeddings: Operation = {
  name: 'embeddings',
  request: ({ encoding_format, dimensions }) =>
    ({
      'gen_ai.request.encoding_formats': encoding_format ? [encoding_format] : undefined,
      'gen_ai.embeddings.dimension.count': dimensions,
    }) as Attributes,
  input: ({ input }) => input,
  read: (outcome, { model, usage }) => {
    outcome.model = model;
    outcome.inputTokens = usage?.prompt_tokens;
  },
};

export const operations = { chat, responses, embeddings } as const;
