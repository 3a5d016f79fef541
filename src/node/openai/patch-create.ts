import { type Attributes, context, diag } from '@opentelemetry/api';
import { Inference, type Outcome } from './inference.ts';
import type { Answer, Operation, Params } from './operations.ts';

/**
 * What the client's methods return: a promise that reads the answer's body only when it is asked to, so that nobody
 * may simply wait for it here. The application may want the raw response instead.
 */
interface ApiPromise {
  readonly responsePromise: Promise<unknown>;
  parseResponse(...args: unknown[]): unknown;
  asResponse(): Promise<unknown>;
}
interface Stream {
  iterator(): AsyncIterator<Answer>;
}
type Create = (this: Resource, params: Params, ...rest: unknown[]) => ApiPromise;
interface Resource {
  readonly _client?: { readonly baseURL?: string };
}
export interface Creator {
  create: Create;
}

const providerOf = (hostname: string): string =>
  hostname.endsWith('.openai.azure.com') ? 'azure.ai.openai' : 'openai';

const serverOf = (baseUrl: string | undefined): Attributes => {
  if (!baseUrl || !URL.canParse(baseUrl)) return { 'gen_ai.provider.name': 'openai' };
  const { hostname, port, protocol } = new URL(baseUrl);
  return {
    'gen_ai.provider.name': providerOf(hostname),
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'http:' ? 80 : 443),
  };
};

/** Reading an answer must not break it. */
const readSafely = (operation: Operation, outcome: Outcome, answer: Answer): void => {
  try {
    operation.read(outcome, answer);
  } catch (error) {
    diag.debug(`openai: an answer could not be read: ${String(error)}`);
  }
};

/** Ends the span with the stream: at its end, where it breaks, and where the application has had enough. */
async function* watchStream(
  source: AsyncIterator<Answer>,
  read: (answer: Answer) => void,
  end: (error?: unknown) => void,
) {
  try {
    for await (const event of { [Symbol.asyncIterator]: () => source }) {
      read(event);
      yield event;
    }
  } catch (error) {
    end(error);
    throw error;
  } finally {
    end();
  }
}

const isStream = (value: unknown): value is Stream =>
  typeof (value as { iterator?: unknown } | null | undefined)?.iterator === 'function';

const watchAnswer = (
  promise: ApiPromise,
  read: (answer: Answer) => void,
  end: (error?: unknown) => void,
): void => {
  promise.responsePromise.then(undefined, end);
  const { parseResponse, asResponse } = promise;
  let parses = false;
  promise.parseResponse = async function (...args) {
    parses = true;
    try {
      const answer = await parseResponse.apply(this, args);
      if (isStream(answer)) {
        const { iterator } = answer;
        answer.iterator = () => watchStream(iterator.call(answer), read, end);
        return answer;
      }
      read((answer ?? {}) as Answer);
      end();
      return answer;
    } catch (error) {
      end(error);
      throw error;
    }
  };
  // Where only the response is asked for, its body is the application's, and nothing else will tell of the end.
  promise.asResponse = async function () {
    const response = await asResponse.call(this);
    setImmediate(() => {
      if (!parses) end();
    });
    return response;
  };
};

/** @param captures whether question and answer are sent too */
export const patchCreate = (prototype: Creator, operation: Operation, captures: boolean): void => {
  const { create } = prototype;
  prototype.create = function (params, ...rest) {
    const inference = new Inference(
      {
        'gen_ai.operation.name': operation.name,
        'gen_ai.request.model': params?.model ?? 'unknown',
        ...serverOf(this._client?.baseURL),
      },
      operation.request(params ?? {}),
    );
    const outcome: Outcome = captures ? { text: '' } : {};
    let told = false;
    const end = (error?: unknown): void => {
      if (captures && !told) inference.tell(operation.input(params ?? {}), outcome);
      told = true;
      inference.end(outcome, error instanceof Error ? error : undefined);
    };
    try {
      const promise = context.with(inference.context, () => create.call(this, params, ...rest));
      watchAnswer(promise, (answer) => readSafely(operation, outcome, answer), end);
      return promise;
    } catch (error) {
      end(error);
      throw error;
    }
  };
};
