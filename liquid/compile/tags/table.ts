import { ASSIGN, CAPTURE, COUNTER } from './assign.ts';
import { CASE } from './case.ts';
import { CYCLE } from './cycle.ts';
import { DOC } from './doc.ts';
import { ECHO } from './echo.ts';
import { FOR } from './for.ts';
import { IF } from './if.ts';
import { BLOCK, LAYOUT } from './layout.ts';
import { INCLUDE, RENDER } from './partial.ts';
import { IFCHANGED, INTERRUPT, RAW } from './plain.ts';
import type { TagSyntax } from './syntax.ts';
import { TABLEROW } from './tablerow.ts';

/** Tags by name, without a prototype. `comment`, `liquid` and `#` are the parser's own: they leave no node. */
export const TAGS: Record<string, TagSyntax | undefined> = {
  __proto__: null as never,
  assign: ASSIGN,
  block: BLOCK,
  break: INTERRUPT,
  capture: CAPTURE,
  case: CASE,
  continue: INTERRUPT,
  cycle: CYCLE,
  decrement: COUNTER,
  doc: DOC,
  echo: ECHO,
  for: FOR,
  if: IF,
  ifchanged: IFCHANGED,
  include: INCLUDE,
  increment: COUNTER,
  layout: LAYOUT,
  raw: RAW,
  render: RENDER,
  tablerow: TABLEROW,
  unless: IF,
};

/** Adds one of the project's own tags; its run half goes to run/tags/table.ts. Call it at start-up only. */
export function registerTag(name: string, syntax: TagSyntax): void {
  TAGS[name] = syntax;
}
