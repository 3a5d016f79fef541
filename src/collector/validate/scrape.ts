import { checkDiscoveries } from './discovery-check.ts';
import { labelFault } from './label-name.ts';
import { checkRelabel } from './relabel.ts';
import { checkScrapeClient } from './scrape-client.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';
import { parsePrometheusDuration } from './yaml-types.ts';

/** What Prometheus takes where nothing is configured: https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
const DEFAULTS = { scrape_interval: '1m', scrape_timeout: '10s' };

const duration = (view: View, key: string): number => parsePrometheusDuration(view.text(key)) ?? 0;

/** Which names there may be: what the job says, or what is said for all of them. */
const validationOf = (scrape: View, global: View): string =>
  scrape.text('metric_name_validation_scheme') || global.text('metric_name_validation_scheme') || 'utf8';

const ESCAPINGS = ['allow-utf-8', 'underscores', 'dots', 'values'];

/** How names of metrics are asked for that are no names of old; `validation` says which there may be. */
function* checkEscaping(scrape: View, global: View): Iterable<Finding> {
  const shared = {
    validation: global.text('metric_name_validation_scheme') || 'utf8',
    // Of the default nothing is left where it is not written.
    escaping: global.at('metric_name_escaping_scheme').node ? global.text('metric_name_escaping_scheme') : '',
  };
  const own = scrape.text('metric_name_validation_scheme');
  const validation = own || shared.validation;
  const fitting = (scheme: string): string => (scheme === 'legacy' ? 'underscores' : 'allow-utf-8');
  const inherited = own === '' ? shared.escaping || fitting(shared.validation) : fitting(own);
  const isGlobalWrong = shared.escaping !== '' && !ESCAPINGS.includes(shared.escaping);
  const escaping = isGlobalWrong ? shared.escaping : scrape.text('metric_name_escaping_scheme') || inherited;
  const at = scrape.at('metric_name_escaping_scheme').node ? ['metric_name_escaping_scheme'] : [];
  if (!ESCAPINGS.includes(escaping))
    yield scrape.fault(
      `"${escaping}" is no way to escape names; expected one of ${ESCAPINGS.join(', ')}`,
      ...at,
    );
  else if (escaping === 'allow-utf-8' && validation !== 'utf8')
    yield scrape.fault(
      'metric_name_escaping_scheme: allow-utf-8 needs metric_name_validation_scheme: utf8',
      ...at,
    );
}

function* checkScrape(scrape: View, global: View): Iterable<Finding> {
  if (scrape.text('job_name') === '')
    yield scrape.fault('is missing; expected the name of the job', 'job_name');
  const interval =
    duration(scrape, 'scrape_interval') ||
    duration(global, 'scrape_interval') ||
    (parsePrometheusDuration(DEFAULTS.scrape_interval) as number);
  if (duration(scrape, 'scrape_timeout') > interval)
    yield scrape.fault('is longer than scrape_interval', 'scrape_timeout');
  const validation = validationOf(scrape, global);
  for (const key of ['relabel_configs', 'metric_relabel_configs'])
    for (const [index, rule] of scrape.items(key).entries())
      for (const { at, message } of checkRelabel(rule, validation))
        yield { at: [key, index, ...at], message };
  yield* checkEscaping(scrape, global);
  yield* checkScrapeClient(scrape);
  yield* checkDiscoveries(scrape);
  for (const [index, group] of scrape.items('static_configs').entries())
    for (const [name] of group.entries('labels'))
      if (name === '')
        yield scrape.fault(`${labelFault('', 'utf8')}`, 'static_configs', index, 'labels', name);
  if (scrape.items('relabel_configs').length > 0) return;
  for (const [index, group] of scrape.items('static_configs').entries())
    for (const [at, target] of group.texts('targets').entries())
      if (target.includes('/'))
        yield scrape.fault(`"${target}" is no host:port`, 'static_configs', index, 'targets', at);
}

/** What Prometheus asks of the configuration of its scrapes. */
export function* checkScrapes(view: View): Iterable<Finding> {
  const global = view.at('global');
  const interval =
    duration(global, 'scrape_interval') || (parsePrometheusDuration(DEFAULTS.scrape_interval) as number);
  if (duration(global, 'scrape_timeout') > interval)
    yield view.fault('is longer than scrape_interval', 'global', 'scrape_timeout');
  const validation = global.text('metric_name_validation_scheme') || 'utf8';
  for (const [name] of global.entries('external_labels')) {
    const fault = labelFault(name, validation);
    if (fault) yield view.fault(fault, 'global', 'external_labels', name);
  }
  const jobs = new Set<string>();
  for (const [index, scrape] of view.items('scrape_configs').entries()) {
    if (scrape.node?.kind !== 'map') {
      yield view.fault('is empty', 'scrape_configs', index);
      continue;
    }
    for (const { at, message } of checkScrape(scrape, global))
      yield { at: ['scrape_configs', index, ...at], message };
    const job = scrape.text('job_name');
    if (jobs.has(job)) yield view.fault(`"${job}" is there twice`, 'scrape_configs', index, 'job_name');
    jobs.add(job);
  }
}
