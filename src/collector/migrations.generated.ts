// Written by `npm run generate`.
import { migration as v0111 } from './migrations/v0-111.ts';
import { migration as v0121 } from './migrations/v0-121.ts';
import { migration as v0123 } from './migrations/v0-123.ts';
import { migration as v0124 } from './migrations/v0-124.ts';
import { migration as v0125 } from './migrations/v0-125.ts';
import { migration as v0142 } from './migrations/v0-142.ts';
import { migration as v0144 } from './migrations/v0-144.ts';
import { migration as v0145 } from './migrations/v0-145.ts';
import { migration as v0146 } from './migrations/v0-146.ts';
import { migration as v0148 } from './migrations/v0-148.ts';
import { migration as v0149 } from './migrations/v0-149.ts';
import { migration as v0150 } from './migrations/v0-150.ts';
import { migration as v0151 } from './migrations/v0-151.ts';
import { migration as v0152 } from './migrations/v0-152.ts';
import { migration as v0153 } from './migrations/v0-153.ts';
import { migration as v0154 } from './migrations/v0-154.ts';
import type { Migration } from './migrate/migration.ts';

export const migrations: readonly Migration[] = [
  v0111,
  v0121,
  v0123,
  v0124,
  v0125,
  v0142,
  v0144,
  v0145,
  v0146,
  v0148,
  v0149,
  v0150,
  v0151,
  v0152,
  v0153,
  v0154,
];
