import { linkAssign, linkCapture } from './assign.ts';
import { linkCase } from './case.ts';
import { linkEcho } from './echo.ts';
import { linkFor } from './for.ts';
import { linkIf } from './if.ts';
import { linkInterrupt } from './interrupt.ts';
import { linkBlock, linkLayout } from './layout.ts';
import type { LinkTag } from './link.ts';
import { linkInclude, linkRender } from './partial.ts';
import { linkRaw } from './raw.ts';

/**
 * The run halves of tags by name. It has no prototype. Each states the operands that its compile half emits. run/more.ts
 * adds those that few pages use.
 */
export const LINKS: Record<string, LinkTag<never> | undefined> = {
  __proto__: null as never,
  assign: linkAssign,
  block: linkBlock,
  break: linkInterrupt,
  capture: linkCapture,
  case: linkCase,
  continue: linkInterrupt,
  echo: linkEcho,
  for: linkFor,
  if: linkIf,
  include: linkInclude,
  layout: linkLayout,
  raw: linkRaw,
  render: linkRender,
  unless: linkIf,
};

/** Adds the run half of one of the project's own tags. Call it at start-up only. */
export function registerLink(name: string, linkTag: LinkTag<never>): void {
  LINKS[name] = linkTag;
}
