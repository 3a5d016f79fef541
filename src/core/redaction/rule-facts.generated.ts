// Written by `npm run generate`.
import { facts as authorization } from './rules/authorization.ts';
import { facts as email } from './rules/email.ts';
import { facts as iban } from './rules/iban.ts';
import { facts as ipv4 } from './rules/ipv4.ts';
import { facts as ipv6 } from './rules/ipv6.ts';
import { facts as jwt } from './rules/jwt.ts';
import { facts as mac } from './rules/mac.ts';
import { facts as nationalId } from './rules/national-id.ts';
import { facts as passwordHash } from './rules/password-hash.ts';
import { facts as paymentCard } from './rules/payment-card.ts';
import { facts as phone } from './rules/phone.ts';
import { facts as privateIp } from './rules/private-ip.ts';
import { facts as privateKey } from './rules/private-key.ts';
import { facts as secretArgument } from './rules/secret-argument.ts';
import { facts as secretAssignment } from './rules/secret-assignment.ts';
import { facts as sessionCookie } from './rules/session-cookie.ts';
import { facts as trackData } from './rules/track-data.ts';
import { facts as urlPassword } from './rules/url-password.ts';
import { facts as usSsn } from './rules/us-ssn.ts';
import { facts as vendorKey } from './rules/vendor-key.ts';
import { facts as vendorToken } from './rules/vendor-token.ts';
import type { RuleFacts } from './rule.ts';

export const ruleFacts: Readonly<Record<string, RuleFacts>> = {
  authorization,
  email,
  iban,
  ipv4,
  ipv6,
  jwt,
  mac,
  'national-id': nationalId,
  'password-hash': passwordHash,
  'payment-card': paymentCard,
  phone,
  'private-ip': privateIp,
  'private-key': privateKey,
  'secret-argument': secretArgument,
  'secret-assignment': secretAssignment,
  'session-cookie': sessionCookie,
  'track-data': trackData,
  'url-password': urlPassword,
  'us-ssn': usSsn,
  'vendor-key': vendorKey,
  'vendor-token': vendorToken,
};
