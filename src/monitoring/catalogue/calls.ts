import { sdkMetrics } from './sdk-metric.ts';

const rpc = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/rpc/rpc-metrics/');
const messaging = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics/');
const genAi = sdkMetrics('https://github.com/open-telemetry/semantic-conventions-genai');

const RPC = ['rpc.system.name', 'rpc.method', 'rpc.response.status_code', 'error.type'] as const;
const MESSAGING = [
  'messaging.system',
  'messaging.operation.name',
  'messaging.destination.name',
  'error.type',
] as const;
const MODEL = ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model'] as const;

/** Calls that are neither HTTP nor a database: RPC, messages, models. */
export const CALLS = {
  rpcServerCallDuration: rpc(
    'rpc.server.call.duration',
    'histogram',
    { unit: 's', description: 'How long calls took that the service has answered.', when: 'gRPC is in use' },
    RPC,
  ),
  rpcClientCallDuration: rpc(
    'rpc.client.call.duration',
    'histogram',
    { unit: 's', description: 'How long calls took that the service has made.', when: 'gRPC is in use' },
    RPC,
  ),
  messagingOperationDuration: messaging(
    'messaging.client.operation.duration',
    'histogram',
    { unit: 's', description: 'How long sending and fetching messages took.', when: 'KafkaJS is in use' },
    MESSAGING,
  ),
  messagingProcessDuration: messaging(
    'messaging.process.duration',
    'histogram',
    { unit: 's', description: 'How long the service worked on messages.', when: 'KafkaJS is in use' },
    MESSAGING,
  ),
  messagingSentMessages: messaging(
    'messaging.client.sent.messages',
    'counter',
    { unit: '{message}', description: 'Messages sent.', when: 'KafkaJS is in use' },
    MESSAGING,
  ),
  messagingConsumedMessages: messaging(
    'messaging.client.consumed.messages',
    'counter',
    { unit: '{message}', description: 'Messages fetched.', when: 'KafkaJS is in use' },
    MESSAGING,
  ),
  genAiOperationDuration: genAi(
    'gen_ai.client.operation.duration',
    'histogram',
    { unit: 's', description: 'How long a model took to answer.', when: 'OpenAI is in use' },
    [...MODEL, 'error.type'],
  ),
  genAiTokenUsage: genAi(
    'gen_ai.client.token.usage',
    'histogram',
    { unit: '{token}', description: 'Tokens that went to a model and came back.', when: 'OpenAI is in use' },
    [...MODEL, 'gen_ai.token.type'],
  ),
} as const;
