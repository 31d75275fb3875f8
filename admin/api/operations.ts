import { archive } from './archive.ts';
import { audit } from './audit.ts';
import { backup } from './backup.ts';
import { batch } from './batch.ts';
import { diff } from './diff.ts';
import { docs } from './docs.ts';
import { events } from './events.ts';
import { files } from './files.ts';
import { history } from './history.ts';
import type { Operation } from './operation.ts';
import { previews } from './previews.ts';
import { publish } from './publish.ts';
import { releases } from './releases.ts';
import { render } from './render.ts';
import { repair } from './repair.ts';
import { session } from './session.ts';
import { tokens } from './tokens.ts';

/** Every operation of the API. */
export const operations: readonly Operation[] = [
  ...session,
  ...files,
  ...history,
  ...batch,
  ...archive,
  ...render,
  ...publish,
  ...releases,
  ...diff,
  ...previews,
  ...events,
  ...docs,
  ...tokens,
  ...backup,
  ...repair,
  ...audit,
];
