import type { Token } from '../markdown-it.ts';

/** A block with what is in it. */
export interface Branch {
  /** Not there for the whole text. */
  readonly open?: Token;
  close?: Token;
  children: Part[];
  /** Lines of tags that touch its first and its last child: in it, for now. */
  readonly lead: Token[];
  trail: Token[];
}

export type Part = Token | Branch;

export const isBranch = (part: Part): part is Branch => 'lead' in part;

/** Markdown's flat list of tokens as a tree. */
export function toTree(tokens: readonly Token[]): Branch {
  const root: Branch = { children: [], lead: [], trail: [] };
  const stack = [root];
  for (const token of tokens) {
    const top = stack.at(-1) ?? root;
    if (token.nesting === 1) {
      const branch: Branch = { open: token, children: [], lead: [], trail: [] };
      top.children.push(branch);
      stack.push(branch);
    } else if (token.nesting === -1 && stack.length > 1) {
      top.close = token;
      stack.pop();
    } else {
      top.children.push(token);
    }
  }
  return root;
}

export function fromTree(branch: Branch, tokens: Token[] = []): Token[] {
  if (branch.open) tokens.push(branch.open);
  for (const part of [...branch.lead, ...branch.children, ...branch.trail]) {
    if (isBranch(part)) fromTree(part, tokens);
    else tokens.push(part);
  }
  if (branch.close) tokens.push(branch.close);
  return tokens;
}
