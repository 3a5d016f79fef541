import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { operations } from '../openai/operations.ts';
import { type Creator, patchCreate } from '../openai/patch-create.ts';

interface Class {
  readonly prototype: Creator;
}
interface Client {
  readonly Chat: { readonly Completions: Class };
  readonly Embeddings: Class;
  /** Since 4.87. */
  readonly Responses?: Class;
}

export const instrumentation: InstrumentationModule = {
  name: 'openai',
  summary:
    'chat completions, responses and embeddings of openai, with tokens and durations; no prompts or answers',
  versions: '>=4.19 <8',
  makes: ['spans', 'metrics'],
  packages: ['openai'],
  builtins: [],
  esFiles: [{ file: 'openai/index.mjs', name: 'openai', exports: ['default'] }],
  create: ({ captureGenAiContent }) =>
    patchFiles({
      openai: ({ OpenAI }: { readonly OpenAI: Client }) => {
        patchCreate(OpenAI.Chat.Completions.prototype, operations.chat, captureGenAiContent);
        patchCreate(OpenAI.Embeddings.prototype, operations.embeddings, captureGenAiContent);
        if (OpenAI.Responses)
          patchCreate(OpenAI.Responses.prototype, operations.responses, captureGenAiContent);
      },
    }),
};
