/** What somebody who has a page needs to send from it. */
export interface PageSetup {
  /** URL that pages send to. */
  readonly endpoint: string;
  readonly origins: readonly string[];
  /** Public, as the page is. */
  readonly apiKey?: string;
  /** For the page's own code. */
  readonly start: string;
  /** What a Content-Security-Policy of the page has to allow. */
  readonly contentSecurityPolicy: string;
}

export const pageSetup = ({
  service = 'shop-page',
  ...given
}: Pick<PageSetup, 'endpoint' | 'origins' | 'apiKey'> & { readonly service?: string }): PageSetup => {
  const { endpoint, apiKey } = given;
  const options = { service, endpoint, ...(apiKey !== undefined && { apiKey }) };
  const text = Object.entries(options).map(([key, value]) => `${key}: ${quoted(value)}`);
  return {
    ...given,
    start: `import { start } from 'binnacle/web'; start({ ${text.join(', ')} });`,
    contentSecurityPolicy: `connect-src 'self' ${endpoint}`,
  };
};

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

/** The same as lines with a title each. */
export const pageHints = ({
  start,
  contentSecurityPolicy,
  origins,
}: PageSetup): readonly (readonly [title: string, text: string])[] => [
  ['In the page', start],
  ['Its security policy', `Content-Security-Policy: ${contentSecurityPolicy}`],
  ['Taken from', origins.join(', ')],
];
