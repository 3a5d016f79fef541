import type { Instrumentation } from '@opentelemetry/instrumentation';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { noteFetches } from '../insight/note-fetch.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { guarded, type Listener } from '../listen.ts';
import { watchUndici } from '../pools/watch-undici.ts';

interface Subscribing extends Instrumentation {
  subscribeToChannel(channel: string, onMessage: Listener): void;
}
/** What it does itself throws at what some programs abort a request with. */
const Upstream = UndiciInstrumentation as unknown as new () => Subscribing;

const ERROR = 'undici:request:error';

/** Without this the span of a request that was aborted with something odd would never end. */
const withPlainError =
  (onMessage: Listener): Listener =>
  (message) => {
    try {
      onMessage(message);
    } catch (thrown) {
      onMessage({
        request: (message as { readonly request: object }).request,
        error: new Error('unreadable'),
      });
      throw thrown;
    }
  };

class GuardedUndici extends Upstream {
  override subscribeToChannel(channel: string, onMessage: Listener): void {
    const work = channel === ERROR ? withPlainError(onMessage) : onMessage;
    super.subscribeToChannel(channel, guarded(channel, work));
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'undici',
  summary: 'requests made by `fetch` and undici, with a duration histogram',
  packages: [],
  builtins: [],
  makes: ['spans', 'metrics'],
  create: () => {
    noteFetches();
    watchUndici();
    return new GuardedUndici();
  },
};
