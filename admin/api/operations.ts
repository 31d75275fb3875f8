import { docs } from './openapi/docs.ts';
import type { Operation } from './operation.ts';
import { archive } from './resources/archive.ts';
import { audit } from './resources/audit.ts';
import { backup } from './resources/backup.ts';
import { batch } from './resources/batch.ts';
import { diff } from './resources/diff.ts';
import { events } from './resources/events.ts';
import { files } from './resources/files.ts';
import { history } from './resources/history.ts';
import { previews } from './resources/previews.ts';
import { publish } from './resources/publish.ts';
import { releases } from './resources/releases.ts';
import { render } from './resources/render.ts';
import { repair } from './resources/repair.ts';
import { session } from './resources/session.ts';
import { tokens } from './resources/tokens.ts';
import { usages } from './resources/usages.ts';

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
  ...usages,
  ...previews,
  ...events,
  ...docs,
  ...tokens,
  ...backup,
  ...repair,
  ...audit,
];
