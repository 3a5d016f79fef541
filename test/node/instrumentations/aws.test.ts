import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { useFixture } from '../use-fixture.ts';

describe.each([['aws-sdk.mjs'], ['aws-sdk.cjs']])('%s', (fixture) => {
  const { receiver, ended, span } = useFixture(fixture);

  test('the answers arrive, and the message has the trace in its attributes', () => {
    expect(ended().stdout).toBe('ConditionalCheckFailedException\ntraceparent\n');
  });

  test('a call is one span by service and operation, and no other for its request', () => {
    const work = span('work');
    const calls = receiver()
      .spans()
      .filter(({ kind, spanId }) => spanId !== work.spanId && kind !== 'server');
    expect(calls.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      'client DynamoDB.GetItem',
      'client DynamoDB.PutItem',
      'client S3.PutObject',
      'consumer receive orders',
      'producer send orders',
    ]);
    for (const { parentSpanId } of calls) expect(parentSpanId).toBe(work.spanId);
  });

  test('its attributes say where it went, and nothing of what was in it', () => {
    expect(span('S3.PutObject').attributes).toEqual({
      'rpc.system.name': 'aws-api',
      'rpc.method': 'S3/PutObject',
      'aws.s3.bucket': 'bills',
      'aws.request_id': expect.any(String),
      'cloud.region': 'eu-central-1',
      'http.response.status_code': 200,
    });
    expect(span('DynamoDB.GetItem').attributes).toMatchObject({
      'rpc.method': 'DynamoDB/GetItem',
      'db.system.name': 'dynamodb',
      'db.operation.name': 'GetItem',
      'aws.dynamodb.table_names': ['users'],
    });
  });

  test('a call that fails is an error', () => {
    const { isError, events, attributes } = span('DynamoDB.PutItem');
    expect([isError, attributes['http.response.status_code']]).toEqual([true, 400]);
    expect(events[0]?.attributes['exception.type']).toBe('ConditionalCheckFailedException');
  });

  test('who receives a message is linked to who sent it', () => {
    expect(span('send orders').attributes).toMatchObject({
      'messaging.system.name': 'aws.sqs',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'orders',
      'messaging.message.id': 'm-1',
    });
    expect(span('receive orders').attributes['messaging.batch.message_count']).toBe(1);
    expect(span('receive orders').links).toEqual([span('send orders').spanId]);
  });
});

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`;
const lambda = (handler: string, event: object) => ({
  env: { LAMBDA_TASK_ROOT: join(import.meta.dirname, '../fixtures/lambda'), _HANDLER: handler },
  args: [JSON.stringify(event)],
});

const HTTP_EVENT = {
  httpMethod: 'GET',
  resource: '/orders/{id}',
  path: '/orders/jo@example.com',
  headers: { Traceparent: TRACEPARENT, authorization: 'Bearer hunter2' },
  queryStringParameters: { token: 'hunter2' },
};
const SQS_EVENT = {
  Records: [
    {
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:orders',
      body: 'hunter2',
      messageAttributes: { traceparent: { dataType: 'String', stringValue: TRACEPARENT } },
    },
  ],
};

const HANDLERS = [
  ['handlers.handler', 'answer'],
  ['handlers.callback', 'answer'],
  ['handlers.api.handler', 'answer'],
  ['handlers-es.handler', 'answer'],
  ['bundled.handler', 'answer'],
] as const;

// The runtime of the fixture is killed as soon as the handler has answered.
describe.each(HANDLERS)('the Lambda handler %s', (handler, answer) => {
  const { ended, span } = useFixture('lambda-runtime.mjs', lambda(handler, HTTP_EVENT), null);

  test('answers as without Binnacle, after what waited was sent', () => {
    expect(ended()).toMatchObject({ stdout: `${answer}\n`, signal: 'SIGKILL' });
    expect(span('orders')).toMatchObject({
      kind: 'server',
      traceId: TRACE_ID,
      isError: false,
      attributes: {
        'faas.trigger': 'http',
        'faas.coldstart': true,
        'faas.invocation.id': 'request-1',
        'cloud.account.id': '123456789012',
        'http.request.method': 'GET',
        'http.route': '/orders/{id}',
      },
    });
  });
});

describe('a Lambda handler that fails', () => {
  const { ended, span } = useFixture('lambda-runtime.mjs', lambda('handlers.handler', { fails: true }), null);

  test('fails as without Binnacle, and its span is an error', () => {
    expect(ended().stdout).toBe('cannot mail jo@example.com\n');
    expect(span('orders')).toMatchObject({
      isError: true,
      attributes: { 'error.type': 'Error', 'faas.trigger': 'other' },
      events: [{ attributes: { 'exception.message': 'cannot mail [REDACTED:email]' } }],
    });
    expect(span('work').parentSpanId).toBe(span('orders').spanId);
  });
});

describe('a Lambda handler of messages', () => {
  const { span } = useFixture('lambda-runtime.mjs', lambda('handlers.handler', SQS_EVENT), null);

  test('is a consumer that is linked to who sent them', () => {
    expect(span('orders')).toMatchObject({
      kind: 'consumer',
      links: ['b7ad6b7169203331'],
      attributes: { 'messaging.system.name': 'aws.sqs', 'messaging.destination.name': 'orders' },
    });
  });
});
