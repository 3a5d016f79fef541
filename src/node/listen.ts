import { subscribe } from 'node:diagnostics_channel';
import { diag } from '@opentelemetry/api';
import { reasonOf } from './diagnostics.ts';

/** Of a channel; its name, which Node passes too, is known where one listens. */
export type Listener = (message: unknown) => void;

/** What was thrown may itself throw when it is looked at. */
const tell = (channel: string, error: unknown): void => {
  try {
    diag.error(`the listener of ${channel} failed: ${reasonOf(error)}`);
  } catch {
    diag.error(`the listener of ${channel} failed`);
  }
};

/**
 * A listener that never throws. Node ends the process for an error of a listener, whoever published the message.
 * https://nodejs.org/api/diagnostics_channel.html#channelpublishmessage
 */
export const guarded =
  <Message>(channel: string, work: (message: Message) => void): Listener =>
  (message) => {
    try {
      work(message as Message);
    } catch (error) {
      tell(channel, error);
    }
  };

/** Listens to a channel of `node:diagnostics_channel`; an error of `work` is told and goes no further. */
export const listen = <Message>(channel: string, work: (message: Message) => void): void =>
  subscribe(channel, guarded(channel, work));
