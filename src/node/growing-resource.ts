import type { Resource } from '@opentelemetry/resources';
import { isHurried, onHurry } from './exporters/hurry.ts';

/** A resource of which more is known later. Until then it is pending, and whoever exports waits. */
export const createGrowingResource = (first: Resource, later: Promise<Resource>): Resource => {
  let current = first;
  let isPending = true;
  const settled = later.then((full) => {
    current = full;
    isPending = false;
  });
  return {
    get asyncAttributesPending() {
      return isPending;
    },
    get attributes() {
      return current.attributes;
    },
    get schemaUrl(): string {
      return current.schemaUrl as string;
    },
    waitForAsyncAttributes: () => settled,
    getRawAttributes: () => current.getRawAttributes(),
    merge: (other) =>
      createGrowingResource(
        current.merge(other),
        settled.then(() => current.merge(other)),
      ),
  };
};

interface OfResource {
  readonly resource?: Pick<Resource, 'asyncAttributesPending' | 'waitForAsyncAttributes'>;
}

/**
 * What an export of this item has to wait for; undefined where all is known, which is nearly always. A program that
 * may be about to end has no time for it.
 */
export const pendingResourceOf = (item: unknown): Promise<void> | undefined => {
  const { resource } = item as OfResource;
  if (!resource?.asyncAttributesPending || isHurried()) return undefined;
  return new Promise((resolve) => {
    const forget = onHurry(() => resolve());
    void resource.waitForAsyncAttributes?.().then(() => {
      forget();
      resolve();
    });
  });
};
