// Written by `npm run generate`.
import { rule as authorization } from './rules/authorization.ts';
import { rule as email } from './rules/email.ts';
import { rule as iban } from './rules/iban.ts';
import { rule as ipv4 } from './rules/ipv4.ts';
import { rule as ipv6 } from './rules/ipv6.ts';
import { rule as jwt } from './rules/jwt.ts';
import { rule as mac } from './rules/mac.ts';
import { rule as nationalId } from './rules/national-id.ts';
import { rule as passwordHash } from './rules/password-hash.ts';
import { rule as paymentCard } from './rules/payment-card.ts';
import { rule as phone } from './rules/phone.ts';
import { rule as privateIp } from './rules/private-ip.ts';
import { rule as privateKey } from './rules/private-key.ts';
import { rule as secretArgument } from './rules/secret-argument.ts';
import { rule as secretAssignment } from './rules/secret-assignment.ts';
import { rule as sessionCookie } from './rules/session-cookie.ts';
import { rule as trackData } from './rules/track-data.ts';
import { rule as urlPassword } from './rules/url-password.ts';
import { rule as usSsn } from './rules/us-ssn.ts';
import { rule as vendorKey } from './rules/vendor-key.ts';
import { rule as vendorToken } from './rules/vendor-token.ts';
import type { RedactionRule } from './rule.ts';

export const rules: readonly RedactionRule[] = [
  authorization,
  email,
  iban,
  ipv4,
  ipv6,
  jwt,
  mac,
  nationalId,
  passwordHash,
  paymentCard,
  phone,
  privateIp,
  privateKey,
  secretArgument,
  secretAssignment,
  sessionCookie,
  trackData,
  urlPassword,
  usSsn,
  vendorKey,
  vendorToken,
];
