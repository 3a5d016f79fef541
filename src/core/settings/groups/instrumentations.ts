import { setting } from '../setting.ts';
import { list } from '../value-types.ts';

export const instrumentations = {
  extraInstrumentations: setting(
    'BINNACLE_EXTRA_INSTRUMENTATIONS',
    list,
    [],
    'instrumentations that are off unless they are named, beside those that are on',
  ),
} as const;
