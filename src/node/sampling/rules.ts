// Loaded where rules or rates are chosen.
export { createRuleBasedSource, createShareSource } from '../../sdk/rule-based-source.ts';
