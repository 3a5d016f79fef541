import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startKafka } from '../../backends/start-kafka.ts';
import { requireRabbitMq, startRabbitMq } from '../../backends/start-rabbitmq.ts';
import { useFixture } from '../use-fixture.ts';

const hasRabbitMq = requireRabbitMq();
const kafkaBinary = await requireServer('kafka');

(hasRabbitMq ? describe : describe.skip)('amqplib and RabbitMQ', () => {
  let broker: RunningServer;
  beforeAll(async () => {
    broker = await startRabbitMq();
  }, 90_000);
  afterAll(() => broker?.stop(), 30_000);
  const { receiver, ended, span, spans } = useFixture('amqplib.mjs', () => ({ args: [broker.url] }));

  test('the messages arrive', () => {
    expect(ended().stdout).toBe('broken|hunter2|to jo@example.com\n');
  });

  test('what is published is a producer span below the caller', () => {
    const published = receiver()
      .spans()
      .filter(({ kind }) => kind === 'producer');
    expect(published.map(({ name }) => name).sort()).toEqual([
      'publish orders',
      'publish shop',
      'publish shop',
    ]);
    for (const each of published) expect(each.parentSpanId).toBe(span('work').spanId);
    expect(spans('publish shop')[0]?.attributes).toEqual({
      'messaging.system.name': 'rabbitmq',
      'messaging.operation.name': 'publish',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'shop:order.new',
      'messaging.message.id': 'm-1',
      'messaging.message.conversation_id': 'c-1',
      'rabbitmq.destination.routing_key': 'order.new',
      'network.protocol.name': 'amqp',
      'network.protocol.version': '0.9.1',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(broker.url).port),
    });
  });

  test('what is consumed continues the trace of its message, and what it does is below it', () => {
    const consumed = spans('process orders');
    const published = [...spans('publish shop'), ...spans('publish orders')];
    expect(consumed.map(({ parentSpanId }) => parentSpanId).sort()).toEqual(
      published.map(({ spanId }) => spanId).sort(),
    );
    expect(consumed.map(({ kind }) => kind)).toEqual(['consumer', 'consumer', 'consumer']);
    expect(consumed.map(({ attributes }) => attributes['messaging.destination.name']).sort()).toEqual([
      'orders',
      'shop:order.new:orders',
      'shop:order.new:orders',
    ]);
    expect(consumed.map(({ spanId }) => spanId)).toContain(span('book 7').parentSpanId);
  });

  test('a message that is refused is an error', () => {
    expect(spans('process orders').filter(({ isError }) => isError)).toHaveLength(1);
  });
});

(kafkaBinary ? describe : describe.skip)("kafkajs and a broker of Kafka's protocol", () => {
  let broker: RunningServer;
  beforeAll(async () => {
    broker = await startKafka(kafkaBinary ?? '');
  }, 60_000);
  afterAll(() => broker?.stop());
  const { receiver, spans, span } = useFixture('kafkajs.mjs', () => ({ args: [broker.url] }));

  test('what is sent is a producer span below the caller, without its key', () => {
    const sent = spans('send orders');
    expect(sent.map(({ kind, parentSpanId }) => [kind, parentSpanId])).toEqual([
      ['producer', span('work').spanId],
      ['producer', span('work').spanId],
    ]);
    // Only after the first answer does the client know which cluster it is.
    expect(sent[1]?.attributes).toEqual({
      'messaging.system.name': 'kafka',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'orders',
      'kafka.cluster.id': 'kfake',
    });
  });

  test('what is consumed continues the trace of its message, once more after it failed', () => {
    const consumed = spans('process orders');
    const [first, second] = spans('send orders').map(({ spanId }) => spanId);
    expect(consumed.map(({ kind, parentSpanId, isError }) => [kind, parentSpanId, isError])).toEqual([
      ['consumer', first, false],
      ['consumer', second, true],
      ['consumer', second, false],
    ]);
    expect(consumed[0]?.attributes).toMatchObject({
      'messaging.destination.partition.id': '0',
      'kafka.offset': '0',
    });
    expect(span('book 0').parentSpanId).toBe(consumed[0]?.spanId);
  });

  test('its metrics have the same names', () => {
    const counted = receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'messaging.client.sent.messages');
    expect(counted.map(({ attributes }) => attributes)).toEqual([
      {
        'messaging.system.name': 'kafka',
        'messaging.operation.name': 'send',
        'messaging.destination.name': 'orders',
      },
    ]);
  });
});

describe('socket.io', () => {
  const { receiver, span, spans } = useFixture('socket.io.mjs');

  test('an event that comes is a consumer span, and what it does is below it', () => {
    const [received] = spans('receive order');
    expect(received).toMatchObject({
      kind: 'consumer',
      isError: false,
      attributes: {
        'messaging.system.name': 'socket.io',
        'messaging.operation.name': 'receive',
        'messaging.operation.type': 'process',
        'messaging.destination.name': '/shop',
        'messaging.socket.io.event_name': 'order',
      },
    });
    expect(spans('book')[0]?.parentSpanId).toBe(received?.spanId);
  });

  test('an event that goes is a producer span', () => {
    const [sent] = spans('send booked');
    expect([sent?.kind, sent?.parentSpanId]).toEqual(['producer', spans('book')[0]?.spanId]);
  });

  test('what a listener throws is on its span, clean', () => {
    expect(span('receive broken')).toMatchObject({
      isError: true,
      events: [{ attributes: { 'exception.message': 'cannot mail [REDACTED:email]' } }],
    });
    expect(receiver().raw()).not.toContain('"connection"');
  });
});
