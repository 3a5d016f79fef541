import { obfuscateStatement } from '../../database/obfuscate-statement.ts';
import type { Plan, PlanStep } from './plan.ts';

/** Longest plan that is written, in UTF-16 units. */
const MAX_LENGTH = 8_192;
const MAX_STEPS = 200;
const MAX_CONDITION = 500;

/** A condition of a plan without its literals. */
export const redactCondition = (condition: string, system: string): string => {
  const prefix = 'SELECT ';
  const clean = obfuscateStatement(`${prefix}${condition}`, system);
  const text = clean.startsWith(prefix) ? clean.slice(prefix.length) : '?';
  return text.length > MAX_CONDITION ? `${text.slice(0, MAX_CONDITION)}…` : text;
};

const rowsOf = (rows: number): string => String(Math.round(rows));

const lineOf = (step: PlanStep, system: string): string => {
  const alias = step.alias !== undefined && step.alias !== step.table ? ` ${step.alias}` : '';
  const words = [
    step.name,
    step.table === undefined ? '' : `on ${step.table}${alias}`,
    step.index === undefined ? '' : `using ${step.index}`,
    `rows=${rowsOf(step.rows)}`,
    step.actualRows === undefined ? '' : `actual=${rowsOf(step.actualRows)}`,
    step.indexCondition === undefined ? '' : `index: ${redactCondition(step.indexCondition, system)}`,
    step.filter === undefined ? '' : `filter: ${redactCondition(step.filter, system)}`,
    step.sort === undefined
      ? ''
      : `by ${step.sort.keys.map((key) => redactCondition(key, system)).join(', ')}`,
    step.sort?.isOnDisk ? 'on disk' : '',
  ];
  return words.filter((word) => word !== '').join(' ');
};

/** A plan as text without values: a line a step, with what is below it further in. */
export const renderPlan = ({ system, root }: Plan): string => {
  const lines: string[] = [];
  const add = (step: PlanStep, depth: number): void => {
    if (lines.length >= MAX_STEPS) return;
    lines.push(`${'  '.repeat(Math.min(depth, 20))}${lineOf(step, system)}`);
    for (const each of step.steps) add(each, depth + 1);
  };
  add(root, 0);
  const text = lines.join('\n');
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
};
