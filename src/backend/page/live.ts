import { useEffect, useState } from 'preact/hooks';
import type { Summary } from '../store/store.ts';

export type Connection = 'connecting' | 'live' | 'reconnecting';

export interface Live {
  readonly connection: Connection;
  /** The latest summary; undefined until the first has come. */
  readonly summary: Summary | undefined;
}

/** Keeps the summary up to date by server-sent events. */
export const useLive = (): Live => {
  const [live, setLive] = useState<Live>({ connection: 'connecting', summary: undefined });
  useEffect(() => {
    const source = new EventSource('/api/stream');
    source.addEventListener('summary', ({ data }) =>
      setLive({ connection: 'live', summary: JSON.parse(data) as Summary }),
    );
    source.addEventListener('error', () =>
      setLive(({ summary }) => ({ connection: summary ? 'reconnecting' : 'connecting', summary })),
    );
    return () => source.close();
  }, []);
  return live;
};
