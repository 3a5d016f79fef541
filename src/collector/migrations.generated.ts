// Written by `npm run generate`.
import { migration as v0103 } from './migrations/v0-103.ts';
import { migration as v0104 } from './migrations/v0-104.ts';
import { migration as v0105 } from './migrations/v0-105.ts';
import { migration as v0109 } from './migrations/v0-109.ts';
import { migration as v0111 } from './migrations/v0-111.ts';
import { migration as v0115 } from './migrations/v0-115.ts';
import { migration as v0120 } from './migrations/v0-120.ts';
import { migration as v0121 } from './migrations/v0-121.ts';
import { migration as v0122 } from './migrations/v0-122.ts';
import { migration as v0123 } from './migrations/v0-123.ts';
import { migration as v0124 } from './migrations/v0-124.ts';
import { migration as v0125 } from './migrations/v0-125.ts';
import { migration as v0126 } from './migrations/v0-126.ts';
import { migration as v0129 } from './migrations/v0-129.ts';
import { migration as v0130 } from './migrations/v0-130.ts';
import { migration as v0131 } from './migrations/v0-131.ts';
import { migration as v0133 } from './migrations/v0-133.ts';
import { migration as v0134 } from './migrations/v0-134.ts';
import { migration as v0135 } from './migrations/v0-135.ts';
import { migration as v0137 } from './migrations/v0-137.ts';
import { migration as v0140 } from './migrations/v0-140.ts';
import { migration as v0141 } from './migrations/v0-141.ts';
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
import { migration as v0155 } from './migrations/v0-155.ts';
import { migration as v079 } from './migrations/v0-79.ts';
import { migration as v086 } from './migrations/v0-86.ts';
import { migration as v092 } from './migrations/v0-92.ts';
import { migration as v094 } from './migrations/v0-94.ts';
import { migration as v096 } from './migrations/v0-96.ts';
import { migration as v097 } from './migrations/v0-97.ts';
import { migration as v099 } from './migrations/v0-99.ts';
import type { Migration } from './migrate/migration.ts';

export const migrations: readonly Migration[] = [
  v0103,
  v0104,
  v0105,
  v0109,
  v0111,
  v0115,
  v0120,
  v0121,
  v0122,
  v0123,
  v0124,
  v0125,
  v0126,
  v0129,
  v0130,
  v0131,
  v0133,
  v0134,
  v0135,
  v0137,
  v0140,
  v0141,
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
  v0155,
  v079,
  v086,
  v092,
  v094,
  v096,
  v097,
  v099,
];
