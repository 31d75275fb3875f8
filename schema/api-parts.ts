import * as z from 'zod/mini';
import type { Diagnostic } from '../liquid/error.ts';
import { diagnosticSchema } from './problem.ts';

/** What many shapes of the API are made of. */

/** Says in the document what something means. */
export const note = (text: string) => z.describe(text);

export const listOf = <T extends z.core.SomeType>(item: T) => z.readonly(z.array(item));

export const timeSchema = z.number().check(note('Milliseconds since the epoch'));

export const textUpTo = (most: number, what: string) => z.string().check(z.maxLength(most), note(what));

export const countSchema = z.int().check(z.gte(0));

/** A number in a query. */
export const numberIn = (least: number, most: number, what: string) =>
  z.coerce.number().check(z.int(), z.gte(least), z.lte(most), note(what));

export const diagnosticsSchema: z.ZodMiniType<readonly Diagnostic[]> = listOf(diagnosticSchema);
