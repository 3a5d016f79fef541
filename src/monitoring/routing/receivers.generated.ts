// Written by `npm run generate`.
import { receiver as discord } from './receivers/discord.ts';
import { receiver as email } from './receivers/email.ts';
import { receiver as opsgenie } from './receivers/opsgenie.ts';
import { receiver as pagerduty } from './receivers/pagerduty.ts';
import { receiver as slack } from './receivers/slack.ts';
import { receiver as sms } from './receivers/sms.ts';
import { receiver as teams } from './receivers/teams.ts';
import { receiver as telegram } from './receivers/telegram.ts';
import { receiver as webhook } from './receivers/webhook.ts';
import type { ReceiverType } from './receiver-type.ts';

export const receiverTypes: readonly ReceiverType[] = [
  discord,
  email,
  opsgenie,
  pagerduty,
  slack,
  sms,
  teams,
  telegram,
  webhook,
];
