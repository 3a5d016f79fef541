import { quantile, sum } from '../promql/aggregate.ts';
import { measured } from '../promql/condition.ts';
import { increase } from '../promql/growth.ts';
import { bucketsOf, countOf } from '../promql/select.ts';
import type { Vector } from '../promql/vector.ts';
import { type RecordedMetric, type Recording, record } from '../recording.ts';
import { WEB_VITALS } from '../web-vitals.ts';

const PAGE = ['job', 'deployment_environment_name', 'url_template'] as const;
type Label = (typeof PAGE)[number];

/** Pages have few views: what an hour had is compared. */
const RANGE = '1h';

const core = WEB_VITALS.filter(({ isCore }) => isCore);
type Core = (typeof core)[number];

const p75 = ({ id, good, metric }: Core): RecordedMetric<Label> => {
  const { promql } = measured(quantile(0.75, sum(increase(bucketsOf(metric), RANGE), [...PAGE, 'le'])));
  return {
    ...record(
      'page:browser_web_vital:p75_1h',
      {
        unit: '1',
        description:
          'What 75 % of the views of an hour were better than, by vital: 1 is the end of what is good for it.',
      },
      { promql: `(${promql}) / ${good}`, labels: PAGE },
    ),
    adds: { vital: id },
  };
};

const views = ({ id, metric }: Core): RecordedMetric<Label> => ({
  ...record(
    'page:browser_web_vital:views_1h',
    { unit: '1', description: 'Views of an hour that a vital was measured in.' },
    sum(increase(countOf(metric), RANGE), PAGE),
  ),
  adds: { vital: id },
});

const recorded = (name: string): Vector<Label | 'vital'> => ({ promql: name, labels: [...PAGE, 'vital'] });

/** Of the last hour, by page and vital. */
export const vitalP75 = recorded('page:browser_web_vital:p75_1h');
export const vitalViews = recorded('page:browser_web_vital:views_1h');

/** Core Web Vitals of pages, as shares of their thresholds. */
export const recording: Recording = { id: 'web-vitals', rules: [...core.map(p75), ...core.map(views)] };
