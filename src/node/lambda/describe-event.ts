import {
  type Attributes,
  type Context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';

/** What the second argument of a handler says: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  readonly functionName?: string;
  readonly awsRequestId?: string;
  readonly invokedFunctionArn?: string;
}

interface MessageAttribute {
  readonly stringValue?: string;
  readonly Value?: string;
}
interface EventRecord {
  readonly eventSource?: string;
  readonly EventSource?: string;
  readonly eventSourceARN?: string;
  readonly messageAttributes?: Readonly<Record<string, MessageAttribute>>;
}

/** The parts of events of many sources that say where they come from. */
export interface LambdaEvent {
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly httpMethod?: string;
  readonly resource?: string;
  readonly routeKey?: string;
  readonly requestContext?: { readonly http?: { readonly method?: string } };
  readonly Records?: readonly EventRecord[];
  readonly source?: string;
}

interface Description {
  readonly attributes: Attributes;
  readonly parent: Context;
  readonly links: Link[];
}

const messageGetter = {
  get: (carrier: NonNullable<EventRecord['messageAttributes']>, name: string) => carrier[name]?.stringValue,
  keys: (carrier: NonNullable<EventRecord['messageAttributes']>) => Object.keys(carrier),
};

/** Each message of a batch was sent in a trace of its own. */
const linksOf = (records: readonly EventRecord[]): Link[] =>
  records.flatMap(({ messageAttributes }) => {
    if (!messageAttributes) return [];
    const sender = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, messageAttributes, messageGetter));
    return sender ? [{ context: sender }] : [];
  });

/** Headers come as the client wrote them. */
const parentOf = ({ headers }: LambdaEvent): Context => {
  if (!headers) return ROOT_CONTEXT;
  const lowered = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return propagation.extract(ROOT_CONTEXT, lowered);
};

/** https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/#incoming-invocations */
const describeSource = (event: LambdaEvent): Attributes => {
  const method = event.httpMethod ?? event.requestContext?.http?.method;
  if (method !== undefined) {
    // `GET /orders/{id}`, or `$default` where there is none.
    const route = event.resource ?? event.routeKey?.split(' ')[1];
    return { 'faas.trigger': 'http', 'http.request.method': method, ...(route && { 'http.route': route }) };
  }
  const [first] = event.Records ?? [];
  switch (first?.eventSource ?? first?.EventSource ?? event.source) {
    case 'aws:sqs':
      return {
        'faas.trigger': 'pubsub',
        'messaging.system.name': 'aws.sqs',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.destination.name': first?.eventSourceARN?.split(':').at(-1) ?? 'unknown',
        'messaging.batch.message_count': event.Records?.length ?? 1,
      };
    case 'aws:sns':
      return { 'faas.trigger': 'pubsub', 'messaging.system.name': 'aws.sns' };
    case 'aws:s3':
    case 'aws:dynamodb':
      return { 'faas.trigger': 'datasource' };
    case 'aws.events':
      return { 'faas.trigger': 'timer' };
    default:
      return { 'faas.trigger': 'other' };
  }
};

/** What is known of an invocation before it runs; nothing of the event's content. */
export const describeInvocation = (event: LambdaEvent, context: LambdaContext): Description => {
  const account = context.invokedFunctionArn?.split(':')[4];
  return {
    attributes: {
      ...describeSource(event),
      ...(context.awsRequestId && { 'faas.invocation.id': context.awsRequestId }),
      ...(context.invokedFunctionArn && { 'cloud.resource_id': context.invokedFunctionArn }),
      ...(account && { 'cloud.account.id': account }),
    },
    parent: parentOf(event),
    links: linksOf(event.Records ?? []),
  };
};
