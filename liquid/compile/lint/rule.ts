import type { Facts } from '../analyse.ts';
import type { Findings } from '../diagnostics.ts';
import type { DocParam } from './doc.ts';

/** What is known of the place that a template is used in. */
export interface LintContext {
  /** The file's path, for messages. */
  readonly path: string;
  /** Whether the output is HTML. */
  readonly html: boolean;
  /**
   * The variables that the template gets, with samples of their values where there are any. Not given: nobody can
   * tell, and a `doc` tag's parameters are all that is known.
   */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** The parameters that a partial's `doc` tag states; undefined when it has none, or there is no such partial. */
  params?(partial: string): readonly DocParam[] | undefined;
}

/** One rule of `lint`: adds warnings to `findings`, each with a line of help. */
export type Rule = (source: string, facts: Facts, context: LintContext, findings: Findings) => void;
