import type { Settings } from '../../core/settings/index.ts';

/** What the parts of business transactions are switched by. */
export type BusinessSettings = Pick<
  Settings,
  'businessMetricsEnabled' | 'slaMonitoring' | 'businessTransactionTimeoutMillis'
>;

/** Kept on the process, because the application's copy of this package is another than the one that was registered. */
const KEY = Symbol.for('binnacle.business');
const holder = globalThis as { [KEY]?: BusinessSettings };

export const useBusinessSettings = (settings: BusinessSettings): void => {
  const { businessMetricsEnabled, slaMonitoring, businessTransactionTimeoutMillis } = settings;
  holder[KEY] = { businessMetricsEnabled, slaMonitoring, businessTransactionTimeoutMillis };
};

/** Undefined where Binnacle does not run. */
export const businessSettings = (): BusinessSettings | undefined => holder[KEY];
