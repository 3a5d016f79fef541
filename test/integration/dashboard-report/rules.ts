import type { AskPrometheus } from '../../../src/monitoring/index.ts';

interface Rule {
  readonly type: 'alerting' | 'recording';
  readonly name: string;
  readonly query: string;
  readonly health: string;
  readonly lastError?: string;
}

export interface ReportedRule {
  readonly name: string;
  readonly type: Rule['type'];
  /** Series that its query has now. */
  readonly series: number;
  readonly error: string | undefined;
}

/** Every rule with what its query answers now. */
export const reportRules = async (ask: AskPrometheus): Promise<ReportedRule[]> => {
  const { groups } = (await ask('rules', {})) as { groups: { rules: Rule[] }[] };
  const reported: ReportedRule[] = [];
  for (const { type, name, query, lastError } of groups.flatMap(({ rules }) => rules)) {
    const { result } = (await ask('query', { query })) as { result: unknown[] };
    reported.push({ name, type, series: result.length, error: lastError || undefined });
  }
  return reported;
};
