import { linkAssign, linkCapture } from './assign.ts';
import { linkEcho } from './echo.ts';
import { linkIf } from './if.ts';
import type { LinkTag } from './link.ts';

/**
 * The run halves of tags by name. It has no prototype. Each states the operands that its compile half emits. These are the ones that
 * are left of a page at publish; run/usual.ts adds those of whole pages, and run/more.ts those that few pages use.
 */
export const LINKS: Record<string, LinkTag<never> | undefined> = {
  __proto__: null as never,
  assign: linkAssign,
  capture: linkCapture,
  echo: linkEcho,
  if: linkIf,
  unless: linkIf,
};

/** Adds the run half of one of the project's own tags. Call it at start-up only. */
export function registerLink(name: string, linkTag: LinkTag<never>): void {
  LINKS[name] = linkTag;
}
