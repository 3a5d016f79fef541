import { certificateAlert } from '../probes/certificate-alert.ts';

export const alert = certificateAlert({
  id: 'certificate-expiring',
  severity: 'warning',
  days: 21,
  meaning:
    'Nothing yet. What renews certificates does so a month before their end, so here it has failed for a week already.',
});
