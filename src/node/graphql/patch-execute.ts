import { context, trace } from '@opentelemetry/api';
import { endOperation, type Operation, startOperation } from './operation-span.ts';

interface Definition {
  readonly kind: string;
  readonly operation?: string;
  readonly name?: { readonly value: string };
}
interface Document {
  readonly definitions?: readonly Definition[];
}
interface ExecutionArgs {
  readonly document?: Document;
  readonly operationName?: string | null;
}
type Execute = (this: unknown, ...args: unknown[]) => unknown;
export interface ExecuteModule {
  execute: Execute;
}

/** Called with one object, or before GraphQL 16 with `(schema, document, root, context, variables, operationName)`. */
const argsOf = (args: readonly unknown[]): ExecutionArgs =>
  args.length === 1
    ? ((args[0] ?? {}) as ExecutionArgs)
    : { document: args[1] as Document, operationName: args[5] as string };

const operationOf = ({ document, operationName }: ExecutionArgs): Operation => {
  const operations = document?.definitions?.filter(({ kind }) => kind === 'OperationDefinition') ?? [];
  const found = operationName ? operations.find(({ name }) => name?.value === operationName) : operations[0];
  return { name: found?.name?.value, type: found?.operation };
};

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function';

/** Before 17, GraphQL has no channels. */
export const patchExecute = (exports: ExecuteModule): void => {
  const { execute } = exports;
  const traced: Execute = function (...args) {
    const span = startOperation(operationOf(argsOf(args)));
    return context.with(trace.setSpan(context.active(), span), () => {
      try {
        const result = execute.apply(this, args);
        if (!isPromise(result)) {
          endOperation(span, result);
          return result;
        }
        return result.then(
          (value) => {
            endOperation(span, value);
            return value;
          },
          (error: unknown) => {
            endOperation(span, undefined, error);
            throw error;
          },
        );
      } catch (error) {
        endOperation(span, undefined, error);
        throw error;
      }
    });
  };
  exports.execute = traced;
};
