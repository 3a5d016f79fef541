import { type Attributes, type Context, context, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';

export interface Operation {
  readonly name: string | undefined;
  /** `query`, `mutation`, `subscription` */
  readonly type: string | undefined;
}

/** A result with errors may still have data. */
interface GraphQLFailure {
  /** Where in the answer a resolver failed; errors before that, which repeat arguments, have none. */
  readonly path?: unknown;
  readonly originalError?: unknown;
}

/** What a resolver threw. Errors of GraphQL itself repeat arguments in their messages. */
const thrownOf = ({ path, originalError }: GraphQLFailure): Error | undefined =>
  path !== undefined && originalError instanceof Error && originalError.name !== 'GraphQLError'
    ? originalError
    : undefined;

/** One broken resolver in a list fails once for each entry. */
const MAX_ERRORS = 5;

const names = ({ name, type }: Operation): Attributes => ({
  ...(name !== undefined && { 'graphql.operation.name': name }),
  ...(type !== undefined && { 'graphql.operation.type': type }),
});

/** https://opentelemetry.io/docs/specs/semconv/graphql/graphql-spans/ */
export const startOperation = (operation: Operation, parent: Context = context.active()): Span => {
  const { name, type = 'GraphQL operation' } = operation;
  return trace
    .getTracer('binnacle/graphql', VERSION)
    .startSpan(name === undefined ? type : `${type} ${name}`, { attributes: names(operation) }, parent);
};

const errorsOf = (result: unknown): readonly GraphQLFailure[] => {
  const { errors } = (result ?? {}) as { readonly errors?: unknown };
  return Array.isArray(errors) ? errors : [];
};

/** Ends the operation's span by its result, or by what it threw instead of one. */
export const endOperation = (span: Span, result: unknown, thrown?: unknown): void => {
  const errors = thrown === undefined ? errorsOf(result) : [{ path: [], originalError: thrown }];
  if (errors.length > 0) {
    const causes = new Set(errors.slice(0, MAX_ERRORS).flatMap((error) => thrownOf(error) ?? []));
    for (const cause of causes) span.recordException(cause);
    const [cause] = causes;
    span.setAttribute('error.type', cause?.name ?? 'GraphQLError');
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
};
