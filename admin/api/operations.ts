import { docs } from './openapi/docs.ts';
import type { Operation } from './operation.ts';
import { audit } from './resources/audit.ts';
import { backup } from './resources/backup.ts';
import { diff } from './resources/diff.ts';
import { events } from './resources/events.ts';
import { archive } from './resources/files/archive.ts';
import { batch } from './resources/files/batch.ts';
import { collections } from './resources/files/collections.ts';
import { files } from './resources/files/files.ts';
import { history } from './resources/files/history.ts';
import { moveFile } from './resources/files/move-file.ts';
import { usages } from './resources/files/usages.ts';
import { previews } from './resources/previews.ts';
import { publish } from './resources/publish.ts';
import { releases } from './resources/releases.ts';
import { render } from './resources/render.ts';
import { repair } from './resources/repair.ts';
import { session } from './resources/session.ts';
import { tokens } from './resources/tokens.ts';

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
  ...collections,
  ...moveFile,
  ...previews,
  ...events,
  ...docs,
  ...tokens,
  ...backup,
  ...repair,
  ...audit,
];
