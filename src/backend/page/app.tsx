import { useEffect } from 'preact/hooks';
import type { Summary } from '../store/store.ts';
import { useLive } from './live.ts';
import { Empty } from './parts/empty.tsx';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { type Route, useRoute } from './route.ts';
import { EndpointsView } from './views/endpoints.tsx';
import { ErrorsView } from './views/errors.tsx';
import { LogsView } from './views/logs.tsx';
import { TraceView } from './views/trace.tsx';
import { TracesView } from './views/traces.tsx';

const CurrentView = ({ route, summary }: { route: Route; summary: Summary }) => {
  if (route.view === 'traces' && route.id) return <TraceView route={route} summary={summary} />;
  if (route.view === 'traces') return <TracesView route={route} summary={summary} />;
  if (route.view === 'logs') return <LogsView route={route} summary={summary} />;
  if (route.view === 'errors') return <ErrorsView summary={summary} />;
  return <EndpointsView summary={summary} />;
};

export const App = () => {
  const route = useRoute();
  const { summary, connection } = useLive();
  useEffect(() => {
    document.title = `${route.view[0]?.toUpperCase()}${route.view.slice(1)} · Binnacle`;
  }, [route.view]);
  return (
    <>
      <Header view={route.view} connection={connection} errorGroups={summary?.stores.errors.groups ?? 0} />
      <main>{summary ? <CurrentView route={route} summary={summary} /> : <Empty title="Connecting…" />}</main>
      {summary && <Footer summary={summary} />}
    </>
  );
};
