import { describe, expect, test } from '@jest/globals';
import { useFixture } from '../use-fixture.ts';

const FIXTURES: readonly (readonly [string, (readonly string[])?])[] = [
  ['graphql.mjs'],
  ['graphql.cjs'],
  ['graphql-first-import.mjs', []],
  ['oldest-graphql.cjs'],
];

describe.each(FIXTURES)('%s', (fixture, nodeOptions) => {
  const { receiver, span, spans } = useFixture(fixture, nodeOptions ? { nodeOptions } : {});

  test('an operation is one span with its type and name, below the caller', () => {
    expect(span('query Basket')).toMatchObject({
      kind: 'internal',
      parentSpanId: span('work').spanId,
      attributes: { 'graphql.operation.name': 'Basket', 'graphql.operation.type': 'query' },
      isError: false,
    });
    expect(span('mutation Empty').attributes['graphql.operation.type']).toBe('mutation');
    expect(span('query').attributes).toEqual({ 'graphql.operation.type': 'query' });
  });

  test('what a resolver does is below the span of its operation', () => {
    expect(span('count').parentSpanId).toBe(span('query Basket').spanId);
  });

  test('what a resolver throws is recorded', () => {
    const { isError, events, attributes } = span('query Fails');
    expect(isError).toBe(true);
    expect(attributes['error.type']).toBe('Error');
    expect(events.map((event) => event.attributes['exception.message'])).toEqual([
      'cannot mail [REDACTED:email]',
    ]);
  });

  test('a bad argument is an error without its message, which has the argument', () => {
    const { isError, events, attributes } = span('query Odd');
    expect([isError, events, attributes['error.type']]).toEqual([true, [], 'GraphQLError']);
  });

  test('there is no span for a field, nor for what is not executed', () => {
    expect(receiver().spans()).toHaveLength(7);
    expect(spans('query Wrong')).toEqual([]);
    expect(receiver().raw()).not.toContain('total');
  });
});
