import { optional, setting } from '../setting.ts';
import { anyText, boolean, list } from '../value-types.ts';

export const instrumentations = {
  extraInstrumentations: setting(
    'BINNACLE_EXTRA_INSTRUMENTATIONS',
    list,
    [],
    'instrumentations that are off unless they are named, beside those that are on',
  ),
  captureGenAiContent: setting(
    'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT',
    boolean,
    false,
    'sends prompts and answers of AI models as log records; they leave the process, redacted like other logs',
  ),
  lambdaTaskRoot: optional('LAMBDA_TASK_ROOT', anyText, 'set by AWS Lambda: the folder of the function'),
  lambdaInitialization: optional(
    'AWS_LAMBDA_INITIALIZATION_TYPE',
    anyText,
    'set by AWS Lambda: `provisioned-concurrency` where a first invocation is no cold start',
  ),
  lambdaHandler: optional('_HANDLER', anyText, 'set by AWS Lambda: file and name of its handler'),
} as const;
