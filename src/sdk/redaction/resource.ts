import type { Resource } from '@opentelemetry/resources';
import type { GetRedactor } from './get-redactor.ts';

/**
 * The resource without what the redactor finds. It is looked at when its attributes are first asked for, and again
 * only where some arrived since.
 */
export const createRedactedResource = (resource: Resource, redactor: GetRedactor): Resource => {
  let source: Resource['attributes'] | undefined;
  let clean: Resource['attributes'] = {};
  const attributes = (): Resource['attributes'] => {
    const current = resource.attributes;
    if (current !== source) {
      clean = redactor().attributes(current);
      source = current;
    }
    return clean;
  };
  return {
    get asyncAttributesPending() {
      return resource.asyncAttributesPending ?? false;
    },
    get attributes() {
      return attributes();
    },
    // Undefined where there is none, as in the SDK's own.
    get schemaUrl(): string {
      return (resource.schemaUrl && redactor().url(resource.schemaUrl)) as string;
    },
    waitForAsyncAttributes: async () => resource.waitForAsyncAttributes?.(),
    getRawAttributes: () => Object.entries(attributes()),
    merge: (other) => createRedactedResource(resource.merge(other), redactor),
  };
};
