import type { Request } from '../../../../collector/case/input/requests.ts';

/** Sends a request of OTLP's JSON form; what the Collector says where it does not take it. */
export const send = async (
  port: number,
  { signal, body }: Request,
  headers: Readonly<Record<string, string>>,
  abort: AbortSignal,
): Promise<string | undefined> => {
  const response = await fetch(`http://127.0.0.1:${port}/v1/${signal}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
    signal: abort,
  });
  const text = await response.text();
  let answer: { readonly message?: unknown; readonly partialSuccess?: Readonly<Record<string, unknown>> } =
    {};
  try {
    answer = JSON.parse(text);
  } catch {
    // Some answers are no JSON.
  }
  if (!response.ok) return `HTTP ${response.status}: ${answer.message ?? text.trim()}`;
  const rejected = Object.entries(answer.partialSuccess ?? {}).find(
    ([key, value]) => key.startsWith('rejected') && Number(value) > 0,
  );
  return rejected ? `${rejected[0]} ${rejected[1]}: ${answer.partialSuccess?.errorMessage ?? ''}` : undefined;
};
