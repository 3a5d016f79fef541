import type { Connection } from '../live.ts';
import { hrefOf, VIEWS, type View } from '../route.ts';

const TITLES: Readonly<Record<View, string>> = {
  endpoints: 'Endpoints',
  traces: 'Traces',
  logs: 'Logs',
  errors: 'Errors',
};

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Reconnecting…',
};

const Logo = () => (
  <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
    <circle cx="16" cy="16" r="14" />
    <path class="south" d="M16 27l-4-11h8z" />
    <path class="north" d="M16 5l4 11h-8z" />
  </svg>
);

interface HeaderProps {
  readonly view: View;
  readonly connection: Connection;
  readonly errorGroups: number;
}

export const Header = ({ view, connection, errorGroups }: HeaderProps) => (
  <header>
    <a class="brand" href={hrefOf('endpoints')}>
      <Logo />
      <span>Binnacle</span>
    </a>
    <nav aria-label="Views">
      {VIEWS.map((name) => (
        <a key={name} href={hrefOf(name)} aria-current={name === view ? 'page' : undefined}>
          {TITLES[name]}
          {name === 'errors' && errorGroups > 0 && <b class="badge">{errorGroups}</b>}
        </a>
      ))}
    </nav>
    <span class={`connection ${connection}`} role="status" data-testid="connection">
      {CONNECTIONS[connection]}
    </span>
  </header>
);
