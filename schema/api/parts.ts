import * as z from 'zod/mini';
import type { Diagnostic } from '../diagnostic.ts';
import { isName } from '../text/json-fault.ts';
import { diagnosticSchema } from './problem.ts';

/** What many shapes of the API are made of. */

/** Says in the document what something means. */
export const note = (text: string) => z.describe(text);

export const listOf = <T extends z.core.SomeType>(item: T) => z.readonly(z.array(item));

export const timeSchema = z.number().check(note('Milliseconds since the epoch'));

export const textUpTo = (most: number, what: string) => z.string().check(z.maxLength(most), note(what));

/** A path is one in NFC, however a client spells it. */
export const pathUpTo = (most: number, what: string) =>
  z.string().check(z.maxLength(most), z.normalize('NFC'), note(what));

/** As what a person's name is compared: without case, and without what looks the same. */
const folded = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{Mn}\s]+/gu, '')
    .toLowerCase();

/** What tokens and people may be called. It is shown, and decides nothing: who someone is says their id. */
export const nameSchema = z.string().check(
  z.minLength(1),
  z.maxLength(100),
  z.regex(/^\P{Cc}+$/u, 'no control characters'),
  z.refine((name) => name === name.trim(), 'no spaces before or after it'),
  z.refine((name) => folded(name) !== '' && isName(name), 'this is no name'),
  z.refine((name) => folded(name) !== 'operator', 'operator is the name of whoever has ADMIN_TOKEN'),
);

export const countSchema = z.int().check(z.gte(0));

/** A number in a query. */
export const numberIn = (least: number, most: number, what: string) =>
  z.coerce.number().check(z.int(), z.gte(least), z.lte(most), note(what));

export const diagnosticsSchema: z.ZodMiniType<readonly Diagnostic[]> = listOf(diagnosticSchema);
