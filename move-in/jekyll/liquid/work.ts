import type { ReportBuilder } from '../../report.ts';
import type { Plan } from '../plan.ts';
import type { Edits } from './edits.ts';
import type { Token } from './markup.ts';
import type { Reading } from './paths.ts';
import type { Piece, Span } from './pieces.ts';

/** A template that is rewritten, and what is known of it. */
export interface Template {
  readonly plan: Plan;
  readonly source: string;
  readonly role: Reading['role'];
  readonly layout?: Readonly<Record<string, unknown>>;
  /** Whether its output is escaped: of HTML and XML. */
  readonly escapes: boolean;
  readonly isMarkdown?: boolean;
  /** Whether its output, or that of a page which has it, is a script, a style sheet or JSON. */
  readonly isCode?: boolean;
}

export type Tag = Piece & { kind: 'tag' };

/** What tags do with the template that they are in. */
export interface Work extends Reading {
  readonly text: string;
  readonly template: Template;
  readonly edits: Edits;
  readonly pieces: readonly Piece[];
  readonly report: ReportBuilder;
  /** Whether a text of Markdown is inside of HTML here, which stays as it is. */
  readonly inHtml: boolean;
  /** Which piece is read. */
  at: number;
  /** Rewrites the variables of a stretch of markup, and returns its tokens as they were. */
  paths(span: Span): readonly Token[];
  /** A piece that stands in code, as it is in the new site. */
  rewritten(piece: Piece): string;
  /** What stands in a stretch of the source now. */
  now(span: Span): string;
}
