// `npm start`: the embedded backend, the examples and some traffic, on a machine that has only Node.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildIfNeeded } from './start/build-if-needed.ts';
import { HELP, parseOptions, type StartOptions } from './start/options.ts';
import { createShow } from './start/show.ts';
import { type Stack, startStack } from './start/stack.ts';
import { askSummary } from './start/summary.ts';
import { startTraffic } from './start/traffic.ts';

const root = join(import.meta.dirname, '..');
/** On a terminal Ctrl-C goes to every process, and a child may be noticed to end before the signal is. */
const SIGNAL_MILLIS = 100;

const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => asked.abort());

const announce = ({ backend, storefrontUrl, pids }: Stack, json: boolean): void => {
  const urls = { ...backend, storefront: storefrontUrl };
  if (json) console.log(JSON.stringify({ urls, pids }));
  else
    console.log(
      [
        '',
        `  Page              ${urls.page}`,
        `  OTLP              ${urls.otlpHttp} (HTTP), ${urls.otlpGrpc} (gRPC)`,
        `  Example           ${urls.storefront}/products`,
        '  Stop              Ctrl-C',
        '',
      ].join('\n'),
    );
};

/** Shows what is counted until the time is up or somebody ends it; the answer is why it failed. */
const watch = async (stack: Stack, { json, durationSeconds }: StartOptions): Promise<string | undefined> => {
  const show = createShow(json, process.stdout);
  const { signal } = asked;
  const until =
    durationSeconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + durationSeconds * 1_000;
  let failure: string | undefined;
  void stack.failed.then((reason) => {
    failure = reason;
  });
  while (!signal.aborted && !failure && Date.now() < until) {
    const pause = delay(Math.min(show.everyMillis, until - Date.now()), undefined, { signal });
    await Promise.race([pause, stack.failed]).catch(() => {});
    if (!signal.aborted && !failure) show.update(await askSummary(stack.backend.page).catch(() => []));
  }
  if (failure) await delay(SIGNAL_MILLIS);
  return signal.aborted ? undefined : failure;
};

const run = async (options: StartOptions): Promise<void> => {
  const say = (line: string): void => console.error(line);
  buildIfNeeded(root, say);
  const stack = await startStack(root, say);
  const traffic = startTraffic(stack.storefrontUrl);
  try {
    announce(stack, options.json);
    const failure = await watch(stack, options);
    if (failure) throw new Error(failure);
  } finally {
    await traffic.stop();
    await stack.stop();
  }
};

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else
    await run(options).catch((error: Error) => {
      // What is asked to end while it starts has not failed.
      if (asked.signal.aborted) return;
      console.error(error.message);
      process.exitCode = 1;
    });
} catch (error) {
  console.error(`${(error as Error).message}\n\n${HELP}`);
  process.exitCode = 2;
}
