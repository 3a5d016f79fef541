import type { AttributeValue } from '@opentelemetry/api';
import { AwsInstrumentation } from '@opentelemetry/instrumentation-aws-sdk';
import type { InstrumentationModule } from '../instrumentation.ts';
import { type SpanRules, translatingTracerProvider } from '../translate.ts';

/** Messages go to a topic, or to a telephone, whose number is nobody's business. */
const destination = (value: AttributeValue) => ({
  'messaging.destination.name': /^\+?\d+$/.test(String(value)) ? 'phone_number' : value,
});

/** Upstream has the queue or topic first. */
const MESSAGING_NAME = /^(\S+) (send|receive)$/;

/** https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/ */
const rules: SpanRules = {
  vocabulary: {
    'rpc.system': 'rpc.system.name',
    'aws.request.id': 'aws.request_id',
    'aws.request.extended_id': 'aws.extended_request_id',
    'aws.kinesis.stream.name': 'aws.kinesis.stream_name',
    'faas.execution': 'faas.invocation.id',
    'gen_ai.system': 'gen_ai.provider.name',
    'gen_ai.request.stop_sequences': undefined,
    'messaging.system': (value) => ({ 'messaging.system.name': String(value).replace('_', '.') }),
    'messaging.destination': undefined,
    'messaging.destination_kind': undefined,
    'messaging.destination.name': destination,
    'url.full': 'aws.sqs.queue.url',
  },
  start: ({ name, attributes }) => {
    const { 'rpc.service': service, 'rpc.method': method, ...others } = attributes;
    const [, destination, operation] = MESSAGING_NAME.exec(name) ?? [];
    return {
      name: operation ? `${operation} ${destination}` : name,
      attributes: {
        ...others,
        // The method is the whole name: https://opentelemetry.io/docs/specs/semconv/rpc/rpc-spans/
        'rpc.method': `${String(service)}/${String(method)}`,
        ...(operation && { 'messaging.operation.name': operation, 'messaging.operation.type': operation }),
      },
    };
  },
};

export const instrumentation: InstrumentationModule = {
  name: 'aws-sdk',
  summary: 'calls of the AWS SDK, by service and operation; the trace travels with messages of SQS and SNS',
  versions: '>=3 <4',
  makes: ['spans', 'metrics'],
  packages: [
    '@aws-sdk/middleware-stack',
    '@aws-sdk/smithy-client',
    '@smithy/core',
    '@smithy/middleware-stack',
    '@smithy/smithy-client',
  ],
  builtins: [],
  create: () => {
    // A call is one span and not one more for its HTTP request.
    const upstream = new AwsInstrumentation({ suppressInternalInstrumentation: true });
    upstream.setTracerProvider(translatingTracerProvider(rules));
    return upstream;
  },
};
