// Written by `npm run generate`.
import { facts as authorization } from './rules/authorization.ts';
import { facts as email } from './rules/email.ts';
import { facts as ipv4 } from './rules/ipv4.ts';
import { facts as ipv6 } from './rules/ipv6.ts';
import { facts as jwt } from './rules/jwt.ts';
import { facts as mac } from './rules/mac.ts';
import { facts as paymentCard } from './rules/payment-card.ts';
import { facts as phone } from './rules/phone.ts';
import { facts as privateIp } from './rules/private-ip.ts';
import { facts as secretAssignment } from './rules/secret-assignment.ts';
import { facts as urlPassword } from './rules/url-password.ts';
import { facts as vendorKey } from './rules/vendor-key.ts';
import type { RuleFacts } from './rule.ts';

export const ruleFacts: Readonly<Record<string, RuleFacts>> = {
  authorization,
  email,
  ipv4,
  ipv6,
  jwt,
  mac,
  'payment-card': paymentCard,
  phone,
  'private-ip': privateIp,
  'secret-assignment': secretAssignment,
  'url-password': urlPassword,
  'vendor-key': vendorKey,
};
