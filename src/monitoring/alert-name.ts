import type { Alert } from './alert.ts';

/** `endpoint-error-ratio` as alerts are named: `EndpointErrorRatio`. */
export const alertName = ({ id }: Pick<Alert, 'id'>): string =>
  id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
