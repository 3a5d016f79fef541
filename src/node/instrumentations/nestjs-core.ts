import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { describeRequest, recordError } from '../request-span.ts';

type Handler = (...args: unknown[]) => unknown;
interface ExecutionContext {
  create(instance: object, callback: { readonly name?: string }, ...rest: unknown[]): Handler;
}

/** Nest's `HttpException` has a method where others have a number. */
const isClientError = (error: unknown): boolean => {
  const { getStatus } = (error ?? {}) as { readonly getStatus?: () => unknown };
  if (typeof getStatus !== 'function') return false;
  const status = Number(getStatus.call(error));
  return status >= 400 && status < 500;
};

/** Exception filters answer, so that no error of a controller gets to Express or Fastify. */
const patchExecutionContext = (exports: {
  readonly RouterExecutionContext: { readonly prototype: ExecutionContext };
}): void => {
  const { prototype } = exports.RouterExecutionContext;
  const { create } = prototype;
  prototype.create = function (instance, callback, ...rest) {
    const handler = create.call(this, instance, callback, ...rest);
    const attributes = {
      'code.function.name': `${instance.constructor?.name ?? 'Object'}.${callback.name || 'anonymous'}`,
    };
    return async (...args) => {
      describeRequest(attributes);
      try {
        return await handler(...args);
      } catch (error) {
        if (!isClientError(error)) recordError(error);
        throw error;
      }
    };
  };
};

const FILE = '@nestjs/core/router/router-execution-context.js';

export const instrumentation: InstrumentationModule = {
  name: 'nestjs-core',
  summary: 'the controller that answers and its errors, on top of what Express or Fastify tell',
  versions: '>=4 <13',
  packages: ['@nestjs/core'],
  builtins: [],
  esFiles: [{ file: FILE, name: FILE, exports: [] }],
  create: () => patchFiles({ [FILE]: patchExecutionContext }),
};
