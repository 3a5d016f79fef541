import type { Settings } from '../../explain/effective.ts';
import { eachSpan } from '../../otlp/model.ts';
import { compileAny, type ErrorMode } from '../../ottl/evaluate/condition.ts';
import { CannotSimulate, textOf, textsOf } from '../settings.ts';
import { subjectOf } from '../subject.ts';
import { type Evaluator, stateless } from './policy.ts';

/** Throws CannotEvaluate where a condition cannot be asked here. */
export const ottlCondition = (settings: Settings): Evaluator => {
  const errorMode = textOf(settings, 'error_mode') as ErrorMode;
  const compile = (context: 'span' | 'spanevent') =>
    compileAny(textsOf(settings, context), { context, prefix: 'optional' }, errorMode);
  const [ofSpan, ofEvent] = [compile('span'), compile('spanevent')];
  if (!ofSpan && !ofEvent) throw new CannotSimulate('ottl_condition without a condition');
  return stateless(({ batches }) => {
    for (const { batch, group, span } of eachSpan(batches)) {
      const subject = subjectOf(batch, group, span);
      if (ofSpan?.(subject)) return true;
      if (ofEvent && span.events.some((event) => ofEvent({ ...subject, event }))) return true;
    }
    return false;
  });
};
