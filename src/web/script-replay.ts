// The second file beside the one for a script tag, which loads it where a session is recorded.
export { VERSION as version } from '../core/version.ts';
export { recordSessions } from './replay/record-sessions.ts';
