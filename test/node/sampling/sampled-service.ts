import type { OtlpReceiver } from '../otlp-receiver.ts';
import { type Ended, startFixture } from '../run-fixture.ts';

export interface SampledService {
  readonly url: string;
  ask(path: string, method?: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  stop(): Promise<Ended>;
}

/** The fixture with routes that differ in what sampling makes of them. */
export const startSampledService = async (
  receiver: OtlpReceiver,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<SampledService> => {
  const program = startFixture('sampled.cjs', { endpoint: receiver.url, env, args });
  const url = `http://127.0.0.1:${await program.line('ready')}`;
  return {
    url,
    ask: (path, method = 'GET', headers = {}) =>
      fetch(`${url}${path}`, { method, headers: { ...headers, connection: 'close' } }),
    stop: () => program.stop(),
  };
};

/** Of the requests that were served: `GET /path`, in the order of the paths. */
export const servedOf = (receiver: OtlpReceiver, service?: string): string[] =>
  receiver
    .spans()
    .filter(
      ({ kind, resource }) =>
        kind === 'server' && (service ?? resource['service.name']) === resource['service.name'],
    )
    .map(({ attributes }) => `${attributes['http.request.method']} ${attributes['url.path']}`)
    .sort();
