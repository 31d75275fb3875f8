import type { LinkTag } from './link.ts';

export const linkRaw: LinkTag = ([operand]) => {
  const text = String(operand);
  return (f) => {
    f.budget.output(text.length);
    return text;
  };
};
