import type { Links } from '../render-alerts.ts';
import { renderSloRules, sloFile } from './render-slo.ts';
import { renderSloTest } from './render-slo-test.ts';
import type { Slo } from './slo.ts';

export interface SloFile {
  readonly name: string;
  readonly text: string;
}

/** Rule files of objectives, one each. They say what file of objectives they come from. */
export const sloRuleFiles = (slos: readonly Slo[], links?: Links, source?: string): readonly SloFile[] =>
  slos.map((slo) => ({ name: sloFile(slo), text: renderSloRules(slo, links, source) }));

/** Their tests for promtool; none for a ratio whose selectors no series could be made for. */
export const sloTestFiles = (slos: readonly Slo[], links?: Links, source?: string): readonly SloFile[] =>
  slos.flatMap((slo) => {
    const text = renderSloTest(slo, links, source);
    return text === undefined ? [] : [{ name: sloFile(slo), text }];
  });
