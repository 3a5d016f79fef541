import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.150.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'receivers', from: 'httpcheck', to: 'http_check' },
    { kind: 'receivers', from: 'namedpipe', to: 'named_pipe' },
    { kind: 'receivers', from: 'tcplog', to: 'tcp_log' },
    { kind: 'receivers', from: 'tlscheck', to: 'tls_check' },
    { kind: 'receivers', from: 'udplog', to: 'udp_log' },
    { kind: 'receivers', from: 'windowseventlog', to: 'windows_event_log' },
  ],
};
