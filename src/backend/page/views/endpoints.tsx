import type { EndpointView } from '../../store/red/endpoint.ts';
import type { Summary } from '../../store/store.ts';
import { formatCount, formatDuration, formatPercent, formatRate } from '../format.ts';
import { Empty } from '../parts/empty.tsx';
import { ServiceName } from '../parts/service-colour.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import { hrefOf } from '../route.ts';

const millis = (value: number | null): string => (value === null ? '–' : formatDuration(value));

const EndpointName = ({ row }: { row: EndpointView }) => {
  const [method = '', ...route] = row.endpoint.split(' ');
  return (
    <a class="endpoint" href={hrefOf('traces', { service: row.service, endpoint: row.endpoint })}>
      <b class={`method ${method.toLowerCase()}`}>{method}</b>
      <span>{route.join(' ')}</span>
    </a>
  );
};

const EndpointRow = ({ row }: { row: EndpointView }) => (
  <tr data-testid="endpoint-row" data-service={row.service} data-endpoint={row.endpoint}>
    <th scope="row">
      <EndpointName row={row} />
    </th>
    <td class="chart">
      <Sparkline values={row.history} />
    </td>
    <td data-testid="rps">
      <strong>{formatRate(row.rps)}</strong>
      <span class="unit">/s</span>
    </td>
    <td data-testid="error-rate" class={row.errors > 0 ? 'bad' : 'good'} title={`${row.errors} errors`}>
      {formatPercent(row.errorRate)}
    </td>
    <td class="wide" data-testid="p50">
      {millis(row.p50Millis)}
    </td>
    <td data-testid="p95">{millis(row.p95Millis)}</td>
    <td class="wide" data-testid="p99">
      {millis(row.p99Millis)}
    </td>
    <td class="wide" data-testid="requests">
      {formatCount(row.requests)}
    </td>
  </tr>
);

const Heading = () => (
  <tr>
    <th scope="col">Endpoint</th>
    <th scope="col" class="chart">
      Last minute
    </th>
    <th scope="col">Rate</th>
    <th scope="col">Errors</th>
    <th scope="col" class="wide">
      p50
    </th>
    <th scope="col">p95</th>
    <th scope="col" class="wide">
      p99
    </th>
    <th scope="col" class="wide">
      Requests
    </th>
  </tr>
);

const sum = (rows: readonly EndpointView[], of: (row: EndpointView) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

const ServiceTable = ({ service, rows }: { service: string; rows: readonly EndpointView[] }) => (
  <section class="card">
    <h2>
      <ServiceName service={service} />
      <span class="muted">{formatRate(sum(rows, ({ rps }) => rps))} requests/s</span>
    </h2>
    {rows.length === 0 ? (
      <p class="muted inset">
        No HTTP requests measured. <a href={hrefOf('traces', { service })}>See its traces</a>
      </p>
    ) : (
      <table class="endpoints">
        <thead>
          <Heading />
        </thead>
        <tbody>
          {rows.map((row) => (
            <EndpointRow key={row.endpoint} row={row} />
          ))}
        </tbody>
      </table>
    )}
  </section>
);

const Tile = ({
  label,
  value,
  unit,
  bad,
}: {
  label: string;
  value: string;
  unit?: string;
  bad?: boolean;
}) => (
  <div class="tile" data-testid={`tile-${label.toLowerCase().replaceAll(' ', '-')}`}>
    <span class="muted">{label}</span>
    <strong class={bad ? 'bad' : ''}>
      {value}
      {unit && <span class="unit">{unit}</span>}
    </strong>
  </div>
);

const byRequests = (a: EndpointView, b: EndpointView): number =>
  b.requests - a.requests || (a.endpoint < b.endpoint ? -1 : 1);

export const EndpointsView = ({ summary: { endpoints, services } }: { summary: Summary }) => {
  if (services.length === 0)
    return (
      <Empty title="Nothing has arrived yet">
        <p>Start a service with the URL that the terminal shows:</p>
        <pre>node --import binnacle/register app.js</pre>
      </Empty>
    );
  const requests = sum(endpoints, (row) => row.requests);
  const errors = sum(endpoints, (row) => row.errors);
  const names = new Set([...services, ...endpoints].map(({ service }) => service));
  return (
    <>
      <h1 class="sr-only">Endpoints</h1>
      <div class="tiles">
        <Tile label="Requests per second" value={formatRate(sum(endpoints, (row) => row.rps))} unit="/s" />
        <Tile label="Error rate" value={formatPercent(requests ? errors / requests : 0)} bad={errors > 0} />
        <Tile label="Requests" value={formatCount(requests)} />
        <Tile label="Services" value={formatCount(services.length)} />
      </div>
      {[...names].sort().map((service) => (
        <ServiceTable
          key={service}
          service={service}
          rows={endpoints.filter((row) => row.service === service).sort(byRequests)}
        />
      ))}
    </>
  );
};
