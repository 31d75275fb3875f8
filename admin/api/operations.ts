import { files } from './files.ts';
import type { Operation } from './operation.ts';
import { publish } from './publish.ts';
import { releases } from './releases.ts';
import { session } from './session.ts';

/** Every operation of the API. */
export const operations: readonly Operation[] = [...session, ...files, ...publish, ...releases];
