import { collectorBackends } from './find-backend.ts';

/** The table of backends of the documentation. */
export const renderCollectorBackends = (): string =>
  [
    '| backend | what | signals | endpoint |',
    '|---|---|---|---|',
    ...collectorBackends.map(({ id, title, source, signals, endpoint }) => {
      const where =
        endpoint === undefined
          ? id === 'debug'
            ? ''
            : '[its variables](backends.md)'
          : `${endpoint.default === undefined ? 'needed, such as ' : ''}\`${endpoint.default ?? endpoint.example}\``;
      return `| \`${id}\` | [${title}](${source}) | ${signals.join(', ')} | ${where} |`;
    }),
    '',
  ].join('\n');
