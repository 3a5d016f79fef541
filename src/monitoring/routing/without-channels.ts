import type { Routing } from './routing.ts';

/** Ways to tell people that a setting can switch off everywhere; ids of receiver types. */
export type Channel = 'email' | 'sms';

export interface Reduced {
  readonly routing: Routing;
  /** Receivers that tell nobody any more. */
  readonly silenced: readonly string[];
  /** Teams that hear of no page any more, although they did. */
  readonly unreachable: readonly string[];
}

/**
 * The same routing with receivers of these channels silent. Their routes stay: what would have been sent is on
 * Alertmanager's page under their names, and what else they decide, such as where a route ends, does not change.
 */
export const withoutChannels = (routing: Routing, channels: readonly Channel[]): Reduced => {
  const isOff = (name: string): boolean =>
    channels.some((channel) => channel in (routing.receivers[name] ?? {}));
  const silenced = Object.keys(routing.receivers).filter(isOff);
  const receivers = { ...routing.receivers, ...Object.fromEntries(silenced.map((name) => [name, {}])) };
  const unreachable = Object.keys(routing.teams).filter((team) => routing.teams[team]?.page.every(isOff));
  const { mail, ...others } = routing;
  const keptMail = channels.includes('email') ? undefined : mail;
  return { routing: { ...others, ...(keptMail && { mail: keptMail }), receivers }, silenced, unreachable };
};
