import { certificateAlert } from '../probes/certificate-alert.ts';

export const alert = certificateAlert({
  id: 'certificate-expires-soon',
  severity: 'critical',
  days: 7,
  meaning: 'In a few days no browser and no service will talk to it any more.',
});
