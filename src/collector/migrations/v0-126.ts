import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { ofEach } from '../migrate/notice.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.126.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    yield* ofEach(
      componentsOf(context, 'receivers', 'prometheus'),
      'resources no longer have net.host.name, net.host.port and http.scheme; server.address, server.port and url.scheme are there',
    );
  },
};
