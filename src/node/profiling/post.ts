import type { Settings } from '../../core/settings/index.ts';
import { VERSION } from '../../core/version.ts';
import { createExportHeaders } from '../exporters/export-headers.ts';
import { routeTo } from '../exporters/http-agent.ts';
import { otlpTargetOf } from '../exporters/otlp-target.ts';
import { untraced } from '../exporters/untraced.ts';

/** Most of an answer that is read, for the reason that it may tell. */
const MAX_ANSWER_LENGTH = 4_000;

/** The words for a person: of Pyroscope's answer, and of a Collector's in JSON, the message. */
const reasonIn = (answer: string): string => {
  try {
    const { message } = JSON.parse(answer);
    if (typeof message === 'string' && message !== '') return message;
  } catch {
    // It is text.
  }
  return answer.replace(/\s+/g, ' ').trim();
};

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Posts profiles as OTLP goes: the same proxies, certificates and time. Rejects with the reason where they are not
 * taken. Nothing of it keeps the program.
 *
 * @param own headers instead of those of OTLP
 */
export const createPost = (url: string, settings: Settings, own?: Readonly<Record<string, string>>) => {
  const target = {
    ...otlpTargetOf('traces', { ...settings, otlpTracesEndpoint: url, otlpTracesProtocol: 'http/protobuf' }),
    headers: own ?? settings.otlpHeaders,
    ...(own && { headersFile: undefined }),
  };
  const { agent, request, options, url: destination } = routeTo(target);
  const currentHeaders = createExportHeaders(target);
  return ({ url: whole, headers, body }: Posting): Promise<void> =>
    untraced(
      () =>
        new Promise<void>((resolve, reject) => {
          const isProxied = destination !== url;
          const sent = request(
            isProxied ? destination : whole,
            {
              ...options,
              ...(isProxied && options.path && { path: whole }),
              method: 'POST',
              agent,
              headers: {
                ...currentHeaders(),
                ...options.headers,
                ...headers,
                'User-Agent': `binnacle/${VERSION}`,
                'Content-Length': body.byteLength,
              },
            },
            (answer) => {
              let text = '';
              answer.setEncoding('utf8');
              answer.on('data', (chunk: string) => {
                if (text.length < MAX_ANSWER_LENGTH) text += chunk.slice(0, MAX_ANSWER_LENGTH);
              });
              answer.on('error', reject);
              answer.on('end', () => {
                const { statusCode = 0 } = answer;
                if (statusCode >= 200 && statusCode <= 299) resolve();
                else reject(new Error(`HTTP ${statusCode} ${reasonIn(text)}`.trim()));
              });
            },
          );
          sent.setTimeout(target.timeoutMillis, () => sent.destroy(new Error('no answer in time')));
          sent.on('socket', (socket) => socket.unref());
          sent.on('error', reject);
          sent.end(body);
        }),
    );
};
