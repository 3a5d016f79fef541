import type { ConfigNode } from '../document/node.ts';

/** Where the Collector can have values from: https://opentelemetry.io/docs/collector/configuration/#environment-variables */
const PROVIDERS = ['env', 'file', 'http', 'https', 'yaml'] as const;
export type Provider = (typeof PROVIDERS)[number];

const REFERENCE = /\$\$|\$\{(?:([A-Za-z][A-Za-z0-9+.-]+):)?/g;

/** A name with a default, `${NAME:-text}`, looks like a scheme. */
const providerOf = (scheme: string | undefined, rest: string): string =>
  scheme === undefined || rest.startsWith('-') ? 'env' : scheme;

const addFrom = (text: string, found: Set<Provider>): void => {
  for (const match of text.matchAll(REFERENCE)) {
    if (match[0] === '$$') continue;
    const name = providerOf(match[1], text.slice(match.index + match[0].length));
    const provider = PROVIDERS.find((each) => each === name);
    if (provider) found.add(provider);
  }
};

const walk = (node: ConfigNode, found: Set<Provider>): void => {
  if (node.kind === 'list') for (const item of node.items) walk(item, found);
  else if (node.kind === 'map') for (const { value } of node.entries.values()) walk(value, found);
  else if (typeof node.value === 'string') addFrom(node.value, found);
};

/**
 * The providers of a configuration in which nothing was put in yet. `file` also reads the configuration itself, and
 * without `env` a Collector of the builder does not start: it is what a reference without a scheme goes to.
 */
export const providersOf = (nodes: readonly ConfigNode[]): readonly Provider[] => {
  const found = new Set<Provider>(['env', 'file']);
  for (const node of nodes) walk(node, found);
  return PROVIDERS.filter((each) => found.has(each));
};
