import { table } from '../render-tables.ts';
import { BUILT_IN_INHIBITION } from './built-in-inhibition.ts';
import { receiverTypes } from './receivers.generated.ts';

const code = (text: string): string => `\`${text}\``;

/** Of a path and of an address, what all of them have in common is said once on the page. */
const shortDoc = (doc: string): string =>
  doc
    .replace(/^the absolute path of (a file with .*), such as \S+$/, '$1')
    .replace(/, such as \S+ no user, no parameters$/, '');

/** The services that take notifications, for docs/routing.md. */
export const renderReceiverTable = (): string =>
  table(
    ['key', 'service', 'settings', 'limits'],
    receiverTypes.map(({ id, title, entries, required, limits }) => [
      code(id),
      title,
      Object.entries(entries)
        .filter(([, { kind }]) => kind !== 'refused')
        .map(([name, { doc }]) => `${code(required.includes(name) ? name : `${name}?`)}: ${shortDoc(doc)}`)
        .join('<br>'),
      limits,
    ]),
  );

/** What mutes what, for docs/routing.md. */
export const renderInhibitionTable = (): string =>
  table(
    ['rule', 'while there is', 'these are silent', 'where these are the same', 'why'],
    BUILT_IN_INHIBITION.map(({ name, source, target, equal, comment }) => [
      name,
      code(source.join(', ')),
      code(target.join(', ')),
      equal.map(code).join(', '),
      comment,
    ]),
  );
