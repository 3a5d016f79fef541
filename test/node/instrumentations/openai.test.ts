import { describe, expect, test } from '@jest/globals';
import { startOtlpReceiver } from '../otlp-receiver.ts';
import { runFixture } from '../run-fixture.ts';
import { useFixture } from '../use-fixture.ts';

const FIXTURES: readonly (readonly [string, (readonly string[])?])[] = [
  ['openai.mjs'],
  ['openai.cjs'],
  ['openai-first-import.mjs', []],
];

/** What the fixture prints, with Binnacle as without. */
const PRINTED = [
  'hunter2',
  'hunter2',
  '404',
  'chatcmpl-1',
  'chatcmpl-1 200',
  'hunter2',
  'response.completed',
];

describe.each(FIXTURES)('%s', (fixture, nodeOptions) => {
  const { receiver, ended, span, spans } = useFixture(fixture, nodeOptions ? { nodeOptions } : {});

  test('the application gets what it asks for, raw responses and streams too', () => {
    expect(ended().stdout.trim().split('\n')).toEqual(PRINTED);
  });

  test('each call is one span below the caller, with its request below it', () => {
    const work = span('work');
    const calls = [
      ...spans('chat gpt-4o-mini'),
      span('chat unknown-model'),
      span('embeddings text-embedding-3-small'),
    ];
    expect(calls).toHaveLength(9);
    for (const { spanId, kind, parentSpanId, attributes } of calls) {
      expect([kind, parentSpanId]).toEqual(['client', work.spanId]);
      expect(attributes).toMatchObject({
        'gen_ai.provider.name': 'openai',
        'server.address': '127.0.0.1',
        'server.port': expect.any(Number),
      });
      const requests = receiver()
        .spans()
        .filter((each) => each.kind === 'client' && each.parentSpanId === spanId);
      expect(requests.map(({ name }) => name)).toEqual(['POST']);
    }
  });

  test('a chat completion tells model, tokens and reason', () => {
    const [whole, streamed, abandoned] = spans('chat gpt-4o-mini');
    const answer = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-4o-mini',
      'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 11,
      'gen_ai.usage.output_tokens': 5,
    };
    expect(whole?.attributes).toMatchObject({
      ...answer,
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.max_tokens': 100,
    });
    expect(streamed?.attributes).toMatchObject({
      ...answer,
      'gen_ai.response.id': 'chatcmpl-2',
      'gen_ai.request.stream': true,
    });
    // The application had enough after the first piece.
    expect(abandoned?.attributes['gen_ai.response.id']).toBe('chatcmpl-2');
    expect(abandoned?.attributes).not.toHaveProperty(['gen_ai.usage.input_tokens']);
  });

  test('a response tells the same', () => {
    const answers = spans('chat gpt-4o-mini').slice(-2);
    expect(answers.map(({ attributes }) => attributes['gen_ai.response.id'])).toEqual(['resp_1', 'resp_2']);
    for (const { attributes } of answers) {
      expect(attributes).toMatchObject({
        'gen_ai.response.finish_reasons': ['completed'],
        'gen_ai.usage.input_tokens': 9,
        'gen_ai.usage.output_tokens': 4,
      });
    }
  });

  test('a refusal is an error without its message', () => {
    const { isError, events, attributes } = span('chat unknown-model');
    expect([isError, events, attributes['error.type']]).toEqual([true, [], 'NotFoundError']);
  });

  test('tokens and durations are measured', () => {
    const counts = (name: string) =>
      receiver()
        .metricPoints()
        .filter(({ metric }) => metric === name)
        .reduce((sum, { count = 0 }) => sum + count, 0);
    expect(counts('gen_ai.client.operation.duration')).toBe(9);
    // Two of an answer, one of an embedding, none of what was abandoned, refused or not read.
    expect(counts('gen_ai.client.token.usage')).toBe(11);
  });

  test('nothing that was asked or answered is in the logs', () => {
    expect(receiver().logRecords()).toEqual([]);
  });
});

test('with OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT, question and answer are a log record, redacted', async () => {
  const receiver = await startOtlpReceiver();
  const env = { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' };
  const ended = await runFixture('openai.mjs', { endpoint: receiver.url, env });
  await receiver.close();
  expect(ended).toMatchObject({ code: 0, messages: [] });
  const [first, streamed] = receiver.logRecords();
  expect(first?.attributes['gen_ai.input.messages']).toContain('write to [REDACTED:email]');
  expect(streamed?.attributes['gen_ai.output.messages']).toBe('hunter2');
  expect(receiver.spans().map(({ spanId }) => spanId)).toContain(first?.spanId);
});
