import type { Command } from '../frame/command.ts';
import { moveIn } from '../move-in/command.ts';
import { check } from './check.ts';
import { deploy } from './deploy.ts';
import { dev } from './dev.ts';
import { diff } from './diff.ts';
import { doctor } from './doctor.ts';
import { exportSite } from './export.ts';
import { importSite } from './import.ts';
import { init } from './init.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { open } from './open.ts';
import { preview } from './preview.ts';
import { publish } from './publish.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { releases } from './releases.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';
import { whoami } from './whoami.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  init,
  dev,
  check,
  status,
  pull,
  push,
  publish,
  releases,
  rollback,
  diff,
  preview,
  open,
  exportSite,
  importSite,
  moveIn,
  login,
  logout,
  whoami,
  doctor,
  deploy,
];
