// A chunk of its own, loaded only where BINNACLE_BACKEND is set.
export { applyBackend } from '../core/settings/apply-backend.ts';
