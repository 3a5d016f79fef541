import { expect, test } from '@jest/globals';
import { ourVerdict } from '../differential/compare.ts';
import { complete } from './complete.ts';
import { schema } from './schema.ts';

/** What Prometheus reads as YAML; the corpus has the same, for a Collector that has the receiver. */
const CASES: readonly (readonly [string, string, boolean])[] = [
  [
    'a text of Prometheus that is a question mark',
    'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, bearer_token: "?" }] } } }',
    false,
  ],
  [
    'a text of Prometheus that begins with a question mark',
    'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, bearer_token: "?a" }] } } }',
    true,
  ],
  [
    'a text of the target allocator that is a question mark',
    'receivers: { prometheus: { target_allocator: { endpoint: "http://a", interval: 30s, collector_id: a, http_scrape_config: { bearer_token: "?" } } } }',
    true,
  ],
  [
    'a text of the target allocator that could be a key',
    'receivers: { prometheus: { target_allocator: { endpoint: "http://a", interval: 30s, collector_id: a, http_scrape_config: { bearer_token: "? a" } } } }',
    false,
  ],
  [
    'a proxy of oauth2 that is not there',
    'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, oauth2: { client_id: a, token_url: b, no_proxy: x } }] } } }',
    false,
  ],
];

test.each(CASES)('%s', (_, example, isAccepted) => {
  const verdict = ourVerdict([complete(example, schema)], schema, {
    folder: '',
    env: {},
    readFile: () => '',
    pathKind: () => 'file',
  });
  if (isAccepted) expect(verdict).toBeUndefined();
  else expect(verdict).toBeDefined();
});
