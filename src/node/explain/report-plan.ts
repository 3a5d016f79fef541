import {
  type Attributes,
  type Context,
  type Counter,
  logs,
  metrics,
  SeverityNumber,
} from '@opentelemetry/api';
import type { Plan, PlanFinding } from '../../core/insight/plan/plan.ts';
import { renderPlan } from '../../core/insight/plan/redact-plan.ts';
import { VERSION } from '../../core/version.ts';

let counter: Counter | undefined;

const adviceOf = ({ message, fix }: PlanFinding): string =>
  fix === undefined ? message : `${message}: ${fix}`;

/** Writes a log record of a plan, with what is wrong with it, and counts that. */
export const reportPlan = (
  plan: Plan,
  findings: readonly PlanFinding[],
  operation: Attributes,
  context: Context,
): void => {
  counter ??= metrics
    .getMeter('binnacle/database', VERSION)
    .createCounter('binnacle.database.plan_findings', {
      unit: '{finding}',
      description: 'Faults in how a database answers slow queries, each time that a plan was asked for',
    });
  const kind: Attributes = {
    'db.system.name': operation['db.system.name'],
    'db.namespace': operation['db.namespace'],
    'db.query.summary': operation['db.query.summary'],
  };
  for (const finding of findings) counter.add(1, { ...kind, 'binnacle.finding': finding.kind });
  const advice = findings.map(adviceOf);
  const isWrong = findings.length > 0;
  logs.getLogger('binnacle', VERSION).emit({
    eventName: 'binnacle.database.plan',
    severityNumber: isWrong ? SeverityNumber.WARN : SeverityNumber.INFO,
    severityText: isWrong ? 'WARN' : 'INFO',
    body: `"${String(kind['db.query.summary'])}": ${isWrong ? advice.join('; ') : 'its plan shows no fault'}`,
    attributes: {
      ...kind,
      'db.query.text': operation['db.query.text'],
      'binnacle.plan': renderPlan(plan),
      ...(plan.cost !== undefined && { 'binnacle.plan.cost': plan.cost }),
      'binnacle.plan.findings': findings.map((finding) => finding.kind),
      'binnacle.plan.advice': advice,
    },
    context,
  });
};
