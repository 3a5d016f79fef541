import { createRedactor } from '../../../core/redaction/index.ts';
import { resolveSettings } from '../../../core/settings/index.ts';
import type { Fault } from '../../../core/yaml/parse.ts';
import { at } from '../../../core/yaml/parse.ts';
import type { Alertmanager, Channel, Routing } from '../../../monitoring/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { readText } from '../../read-text.ts';

// Loaded when it is asked for: other commands should not wait for it.
const load = () => import('../../../monitoring/index.ts');

export const nameOfFile = (file: string): string => (file === '-' ? '<stdin>' : file);

/** The faults of a file as lines; nothing is done with such a file. */
export const faultText = (file: string, faults: readonly Fault[]): string =>
  faults.map((fault) => `${at(nameOfFile(file), fault, fault.message)}\n`).join('');

/** The same routing without the channels that settings switch off. Says which teams hear nothing for it. */
export const reduce = async (routing: Routing, io: Io): Promise<Routing> => {
  const { settings, warnings } = resolveSettings(io.env, {}, createRedactor().text);
  for (const warning of warnings) io.stderr(`${warning}\n`);
  const off: Channel[] = [];
  if (!settings.alertEmailEnabled) off.push('email');
  if (!settings.alertSmsEnabled) off.push('sms');
  if (off.length === 0) return routing;
  const { withoutChannels } = await load();
  const reduced = withoutChannels(routing, off);
  const variables = off.map((channel) => (channel === 'email' ? 'ALERT_EMAIL_ENABLED' : 'ALERT_SMS_ENABLED'));
  const because = `because of ${variables.join(' and ')}=false`;
  if (reduced.silenced.length > 0) io.stderr(`${reduced.silenced.join(', ')}: tell nobody ${because}\n`);
  for (const team of reduced.unreachable) io.stderr(`${team}: hears of no alert ${because}\n`);
  return reduced.routing;
};

/**
 * A routing.yaml, without the channels that settings switch off. Throws UsageError with every fault, a line each, where
 * it cannot be used.
 */
export const readRouting = async (file: string, io: Io): Promise<Routing> => {
  const { parseRouting } = await load();
  const { routing, faults } = parseRouting(readText(file, io));
  if (!routing) throw new UsageError(faultText(file, faults).trimEnd());
  return reduce(routing, io);
};

export interface RoutingFile {
  readonly alertmanager: Alertmanager | undefined;
  readonly faults: readonly Fault[];
}

/** A routing.yaml, or the configuration of an Alertmanager: that has a `route` where the other has teams. */
export const readEither = async (file: string, io: Io): Promise<RoutingFile> => {
  const { parseRouting, readAlertmanager, renderAlertmanager } = await load();
  const text = readText(file, io);
  if (/^(?:["']?route["']?\s*:|\{\s*"?route"?\s*:)/m.test(text)) return readAlertmanager(text);
  const { routing, faults } = parseRouting(text);
  return routing
    ? readAlertmanager(renderAlertmanager(await reduce(routing, io), file, 'binnacle'))
    : { alertmanager: undefined, faults };
};
