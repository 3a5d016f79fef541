import type { LogRecord } from '../../model.ts';
import type { Summary } from '../../store/store.ts';
import { useFetched } from '../fetched.ts';
import { Empty, Failed } from '../parts/empty.tsx';
import { SelectField, TextField } from '../parts/filters.tsx';
import { LogList } from '../parts/log-list.tsx';
import { type Route, replaceParameters } from '../route.ts';

const FILTERS = ['service', 'severity', 'traceId', 'text'] as const;
const SEVERITIES = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

const urlOf = ({ parameters }: Route): string => {
  const given = FILTERS.flatMap((name) => (parameters[name] ? [[name, parameters[name]]] : []));
  return `/api/logs?limit=200&${new URLSearchParams(given as string[][])}`;
};

export const LogsView = ({ route, summary }: { route: Route; summary: Summary }) => {
  const { value, error } = useFetched<{ logs: readonly LogRecord[] }>(urlOf(route), summary.revisions.logs);
  const { parameters } = route;
  const set = (name: string) => (text: string) => replaceParameters(route, { [name]: text });
  return (
    <>
      <h1 class="sr-only">Logs</h1>
      <search class="filters">
        <SelectField
          label="Service"
          value={parameters.service ?? ''}
          options={summary.services.map(({ service }) => service)}
          onChange={set('service')}
        />
        <SelectField
          label="At least"
          any="Any severity"
          value={parameters.severity ?? ''}
          options={SEVERITIES}
          onChange={set('severity')}
        />
        <TextField label="Trace id" value={parameters.traceId ?? ''} onChange={set('traceId')} />
        <TextField
          label="Text"
          placeholder="body, attribute value"
          value={parameters.text ?? ''}
          onChange={set('text')}
        />
      </search>
      <Failed error={error} />
      {value?.logs.length === 0 && <Empty title="No log record matches" />}
      {value && value.logs.length > 0 && (
        <section class="card">
          <LogList logs={value.logs} linked />
        </section>
      )}
    </>
  );
};
