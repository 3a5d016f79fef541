import type { LogRecord } from '../../model.ts';
import { formatTime, formatValue } from '../format.ts';
import { hrefOf } from '../route.ts';
import { AttributeTable } from './attribute-table.tsx';
import { ServiceName } from './service-colour.tsx';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

const levelOf = (severityNumber: number) =>
  severityNumber === 0 ? undefined : LEVELS[Math.min(5, Math.floor((severityNumber - 1) / 4))];

const Severity = ({ log }: { log: LogRecord }) => {
  const level = levelOf(log.severityNumber);
  return <span class={`severity ${level ?? ''}`}>{(level ?? log.severityText) || '–'}</span>;
};

/** A record's text: its body, else its event's name. */
const textOf = ({ body, eventName }: LogRecord): string =>
  body === null || body === '' ? eventName || '(empty)' : formatValue(body);

interface LogListProps {
  readonly logs: readonly LogRecord[];
  /** What stands in the first column. */
  readonly timeOf?: (log: LogRecord) => string;
  /** Shows the service and a link to the trace, which are known beside a trace. */
  readonly linked?: boolean;
}

/** Log records, each of which opens to show its attributes. */
export const LogList = ({
  logs,
  timeOf = ({ timeMillis }) => formatTime(timeMillis),
  linked,
}: LogListProps) => (
  <ol class={`logs${linked ? ' linked' : ''}`}>
    {logs.map((log, i) => (
      <li key={i} data-testid="log-row">
        <details>
          <summary>
            <time>{timeOf(log)}</time>
            <Severity log={log} />
            {linked && <ServiceName service={log.source.service} />}
            <span class="message">{textOf(log)}</span>
          </summary>
          <div class="log-detail">
            {linked && log.traceId !== '' && (
              <a href={hrefOf('traces', log.spanId ? { span: log.spanId } : {}, log.traceId)}>
                Open the trace
              </a>
            )}
            <AttributeTable attributes={{ ...(log.scope && { logger: log.scope }), ...log.attributes }} />
          </div>
        </details>
      </li>
    ))}
  </ol>
);
