import type * as z from 'zod/mini';
import type { Context } from './context.ts';
import type { Exit } from './exit.ts';

/** What a command ends with: `data` is the one document that --json prints. */
export interface Outcome {
  readonly data: unknown;
  readonly exit?: Exit;
}

export interface Call<O> {
  readonly ctx: Context;
  readonly args: readonly string[];
  readonly options: O;
}

/** One command: its help and what it does. */
export interface Command<S extends z.core.$ZodType = z.core.$ZodType> {
  readonly name: string;
  readonly summary: string;
  /** Arguments as commander writes them: `[folder]`. */
  readonly args?: readonly (readonly [name: string, about: string])[];
  /** `repeat`: may be given several times, and makes a list. */
  readonly options?: readonly (readonly [flags: string, about: string, repeat?: 'repeat'])[];
  /** Checks the options, which gives `run` their types. */
  readonly schema: S;
  /** What the help ends with; the first words are always `meniscus <name>`. */
  readonly examples: readonly (readonly [command: string, about: string])[];
  readonly about?: string;
  run(call: Call<z.output<S>>): Promise<Outcome>;
}

/** Types a command by its schema, and forgets the types: what runs it has checked the options. */
export function command<S extends z.core.$ZodType>(described: Command<S>): Command {
  return described as unknown as Command; // as admin/api/operation does
}
