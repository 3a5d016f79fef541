import { type Attributes, type Context, context, diag, ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { parameterTypes } from '../../core/insight/parameter-types.ts';
import { explainable } from '../../core/insight/plan/explainable.ts';
import { findPlanFaults } from '../../core/insight/plan/find-plan-faults.ts';
import type { Settings } from '../../core/settings/index.ts';
import type { SlowOperation } from '../insight/slow-queries.ts';
import { explainMysql } from './explain-mysql.ts';
import { explainPostgresql } from './explain-postgresql.ts';
import { createExplainQueue } from './explain-queue.ts';
import type { ExplainRequest } from './explained.ts';
import { reportPlan } from './report-plan.ts';

const MAX_TOLD = 1_000;

const told = new Set<string>();

interface Task {
  readonly url: string;
  readonly request: ExplainRequest;
  readonly attributes: Attributes;
  readonly rows: number | undefined;
  readonly context: Context;
}

const isMysql = (system: unknown): boolean => system === 'mysql' || system === 'mariadb';

/** The connection to the same database, on the same server if there are several. */
const urlFor = (urls: readonly string[], attributes: Attributes): string | undefined => {
  const fits = urls.filter((url) => {
    if (!URL.canParse(url)) return false;
    const { protocol, pathname } = new URL(url);
    const isRight = /^postgres/.test(protocol)
      ? attributes['db.system.name'] === 'postgresql'
      : isMysql(attributes['db.system.name']);
    return isRight && decodeURIComponent(pathname.slice(1)) === attributes['db.namespace'];
  });
  return fits.find((url) => new URL(url).hostname === attributes['server.address']) ?? fits[0];
};

const run = async ({ url, request, attributes, rows, context: asking }: Task): Promise<void> => {
  const explain = isMysql(attributes['db.system.name']) ? explainMysql : explainPostgresql;
  try {
    const { plan, facts } = await explain(url, request);
    reportPlan(plan, findPlanFaults(plan, { ...facts, rowsSeen: rows }), attributes, asking);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown';
    if (told.has(why) || told.size >= MAX_TOLD) return;
    told.add(why);
    diag.warn(`no plan of a slow query of ${String(attributes['db.namespace'])}: ${why}`);
  }
};

const queue = createExplainQueue(() => performance.now(), run);

/** Asks for the plan of a slow statement, aside from what the program does, if its kind was not explained lately. */
export const explainSlow = (
  { attributes, given, parameters, rows, context: asking }: SlowOperation,
  summary: string,
  { explainUrls, explainAnalyze, explainTimeoutMillis }: Settings,
): void => {
  const url = urlFor(explainUrls, attributes);
  if (url === undefined || 'refusal' in explainable(given, String(attributes['db.system.name']))) return;
  const kind = `${String(attributes['db.system.name'])}\n${String(attributes['db.namespace'])}\n${summary}`;
  if (!queue.mayAsk(kind)) return;
  const task: Task = {
    url,
    request: {
      statement: given,
      ...(parameters && { parameterTypes: parameterTypes(parameters) }),
      analyze: explainAnalyze,
      timeoutMillis: explainTimeoutMillis,
    },
    attributes: { ...attributes, 'db.query.summary': summary },
    rows,
    context: asking(),
  };
  // Nothing of this is the application’s: no span, no request that it belongs to.
  context.with(suppressTracing(ROOT_CONTEXT), () => queue.add(task));
};
