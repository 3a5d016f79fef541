import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createCertsCommand } from './stack/certs.ts';
import { createUserCommand } from './stack/user.ts';

/** `binnacle stack`: what a monitoring stack needs that others can reach. */
export const createStackCommand = (io: Io): Command =>
  new Command('stack')
    .description('certificates, secrets and logins of a monitoring stack that others can reach')
    .addCommand(createCertsCommand(io))
    .addCommand(createUserCommand(io));
