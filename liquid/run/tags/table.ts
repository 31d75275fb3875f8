import { linkAssign, linkCapture } from './assign.ts';
import { linkCase } from './case.ts';
import { linkCounter } from './counter.ts';
import { linkCycle } from './cycle.ts';
import { linkEcho } from './echo.ts';
import { linkFor } from './for.ts';
import { linkIf } from './if.ts';
import { linkIfChanged } from './ifchanged.ts';
import { linkInterrupt } from './interrupt.ts';
import { linkBlock, linkLayout } from './layout.ts';
import type { LinkTag } from './link.ts';
import { linkInclude, linkRender } from './partial.ts';
import { linkRaw } from './raw.ts';
import { linkTableRow } from './tablerow.ts';

/** The run halves of tags by name. It has no prototype. Each states the operands that its compile half emits. */
export const LINKS: Record<string, LinkTag<never> | undefined> = {
  __proto__: null as never,
  assign: linkAssign,
  block: linkBlock,
  break: linkInterrupt,
  capture: linkCapture,
  case: linkCase,
  continue: linkInterrupt,
  cycle: linkCycle,
  decrement: linkCounter,
  echo: linkEcho,
  for: linkFor,
  if: linkIf,
  ifchanged: linkIfChanged,
  include: linkInclude,
  increment: linkCounter,
  layout: linkLayout,
  raw: linkRaw,
  render: linkRender,
  tablerow: linkTableRow,
  unless: linkIf,
};

/** Adds the run half of one of the project's own tags. Call it at start-up only. */
export function registerLink(name: string, linkTag: LinkTag<never>): void {
  LINKS[name] = linkTag;
}
