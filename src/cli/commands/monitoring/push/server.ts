import { type Io, UsageError } from '../../../io.ts';
import { isLoopbackUrl } from '../../../loopback.ts';
import { readText } from '../../../read-text.ts';
import { type Reply, request } from '../../../request.ts';

const ANSWER_MILLIS = 30_000;
const SHOWN = 300;

/** A server that things are sent to. */
export interface Server {
  /** Without a slash at its end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The server at an address, with what it wants to see: the token in a file, or `user:password` there.
 * @throws UsageError where the address cannot be used, the file cannot be read, or the token would travel in clear text
 */
export const serverOf = (address: string, tokenFile: string | undefined, io: Io): Server => {
  const given = new URL(address);
  if (given.username || given.password)
    throw new UsageError(
      `${given.origin}: credentials belong into a file, where no list of processes shows them`,
    );
  const url = `${given.origin}${given.pathname.replace(/\/+$/, '')}`;
  if (tokenFile === undefined) return { url, headers: {} };
  if (given.protocol === 'http:' && !isLoopbackUrl(given))
    throw new UsageError(`${url}: the token would travel in clear text; use https`);
  const token = readText(tokenFile, io).trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw new UsageError(`${tokenFile}: there is no token in it`);
  const authorization = token.includes(':')
    ? `Basic ${Buffer.from(token).toString('base64')}`
    : `Bearer ${token}`;
  return { url, headers: { authorization } };
};

/** Sends one request. Throws UsageError where there is no answer. */
export const send = (
  { url, headers }: Server,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: { readonly type: string; readonly text: string },
): Promise<Reply> => {
  // Follows no redirect: elsewhere the token has no business.
  const answer = request(`${url}${path}`, {
    method,
    headers: { ...headers, accept: 'application/json', ...(body && { 'content-type': body.type }) },
    ...(body && { body: body.text }),
    timeoutMillis: ANSWER_MILLIS,
  });
  return answer.catch((error: Error) => {
    const cause = error.cause as NodeJS.ErrnoException | undefined;
    throw new UsageError(`${url}: no answer (${cause?.code ?? error.message})`);
  });
};

/** What an answer that is no success says, for people; HTML of proxies says nothing. */
export const complaint = ({ status, text }: Reply): string => {
  if (status === 401 || status === 403)
    return `status ${status}: the token is missing, wrong or may not do this`;
  if (status >= 300 && status < 400) return `status ${status}: this address leads to another one; name that`;
  let message = text.trimStart().startsWith('<') ? '' : text.trim();
  try {
    const parsed = JSON.parse(text) as { readonly message?: unknown; readonly error?: unknown };
    message = String(parsed.message ?? parsed.error ?? message);
  } catch {
    // Plain text.
  }
  return `status ${status}${message === '' ? '' : `: ${message.slice(0, SHOWN)}`}`;
};
