import type { LinkTag } from './link.ts';

/** See compile/tags/plain.ts. */
export const linkRaw: LinkTag<readonly [string]> = ([text]) => {
  return (f) => {
    f.budget.output(text.length);
    return text;
  };
};
