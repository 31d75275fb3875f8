import type { Command } from '../frame/command.ts';
import { check } from './check.ts';
import { init } from './init.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { open } from './open.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { status } from './status.ts';
import { whoami } from './whoami.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [init, check, status, pull, push, login, logout, whoami, open];
