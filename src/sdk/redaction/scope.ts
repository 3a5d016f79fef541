import type { Attributes } from '@opentelemetry/api';
import type { InstrumentationScope } from '@opentelemetry/core';
import type { GetRedactor } from './get-redactor.ts';

/** Newer versions of the SDK have attributes there too. */
type Scope = InstrumentationScope & { readonly attributes?: Attributes };

/** What made a span, a metric or a log record; each is looked at once. */
export type ScopeRedactor = <T extends InstrumentationScope>(scope: T) => T;

export const createScopeRedactor = (redactor: GetRedactor): ScopeRedactor => {
  const known = new WeakMap<object, Scope>();

  const clean = (scope: Scope): Scope => {
    const { text, url, attributes } = redactor();
    const parts: Scope = {
      name: text(scope.name),
      ...(scope.version !== undefined && { version: text(scope.version) }),
      ...(scope.schemaUrl !== undefined && { schemaUrl: url(scope.schemaUrl) }),
      ...(scope.attributes && { attributes: attributes(scope.attributes) }),
    };
    const isSame = Object.entries(parts).every(([key, value]) => scope[key as keyof Scope] === value);
    return isSame ? scope : { ...scope, ...parts };
  };

  return <T extends InstrumentationScope>(scope: T): T => {
    let found = known.get(scope);
    if (!found) {
      found = clean(scope);
      known.set(scope, found);
    }
    return found as T;
  };
};
