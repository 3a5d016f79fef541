import type { ErrorGroup } from '../../store/error-store.ts';
import type { Summary } from '../../store/store.ts';
import { useFetched } from '../fetched.ts';
import { formatCount, formatTime } from '../format.ts';
import { Empty, Failed } from '../parts/empty.tsx';
import { ServiceName } from '../parts/service-colour.tsx';
import { hrefOf } from '../route.ts';

const ErrorRow = ({ group }: { group: ErrorGroup }) => (
  <tr data-testid="error-row">
    <th scope="row">
      {group.sampleTraceId ? (
        <a href={hrefOf('traces', {}, group.sampleTraceId)}>{group.type}</a>
      ) : (
        <span>{group.type}</span>
      )}
      <span class="message">{group.message}</span>
    </th>
    <td class="wide text">
      <ServiceName service={group.service} />
    </td>
    <td>
      <strong>{formatCount(group.count)}</strong>
    </td>
    <td class="wide">
      <time>{formatTime(group.firstSeenMillis)}</time>
    </td>
    <td>
      <time>{formatTime(group.lastSeenMillis)}</time>
    </td>
  </tr>
);

export const ErrorsView = ({ summary }: { summary: Summary }) => {
  const { value, error } = useFetched<{ errors: readonly ErrorGroup[] }>(
    '/api/errors',
    summary.revisions.errors,
  );
  return (
    <>
      <h1 class="sr-only">Errors</h1>
      <Failed error={error} />
      {value?.errors.length === 0 && <Empty title="No errors" />}
      {value && value.errors.length > 0 && (
        <section class="card">
          <table class="errors">
            <thead>
              <tr>
                <th scope="col">Error</th>
                <th scope="col" class="wide text">
                  Service
                </th>
                <th scope="col">Count</th>
                <th scope="col" class="wide">
                  First seen
                </th>
                <th scope="col">Last seen</th>
              </tr>
            </thead>
            <tbody>
              {value.errors.map((group) => (
                <ErrorRow key={group.id} group={group} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
};
