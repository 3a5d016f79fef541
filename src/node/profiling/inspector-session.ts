import { Session } from 'node:inspector';

/** A connection of this thread to its own V8. Nothing listens anywhere. */
export interface InspectorSession {
  /** Answers at once: V8 is in the same thread. Throws where it refuses. */
  post<T = unknown>(method: string, params?: object): T;
  on<T>(event: string, listener: (params: T) => void): void;
  close(): void;
}

/** Throws where the inspector may not be used, as under `--permission`. */
export const openInspector = (): InspectorSession => {
  const session = new Session();
  session.connect();
  return {
    post: <T>(method: string, params: object = {}): T => {
      let answer: { readonly error?: Error | null; readonly result?: unknown } = {
        error: new Error('no answer'),
      };
      session.post(method, params, (error, result) => {
        answer = { error, result };
      });
      if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
      return answer.result as T;
    },
    on: <T>(event: string, listener: (params: T) => void) =>
      void session.on(event, ({ params }: { params: T }) => listener(params)),
    close: () => session.disconnect(),
  };
};
