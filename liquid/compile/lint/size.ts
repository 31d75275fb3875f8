import type { Rule } from './rule.ts';

/** Blocks inside each other; branches and loops in a file; characters of a file: more is hard to read and to change. */
const MAX_NESTING = 10;
const MAX_DECISIONS = 100;
const MAX_CHARACTERS = 64 * 1024;

export const lintSize: Rule = (source, facts, _context, findings) => {
  const { deepest, decisions } = facts;
  const start = { start: 0, end: 0 };
  if (deepest.depth > MAX_NESTING) {
    const message = `Blocks stand ${deepest.depth} deep here; more than ${MAX_NESTING} is hard to follow.`;
    findings.warn('deep_nesting', message, deepest, 'Move the inner blocks to a partial.');
  }
  if (decisions > MAX_DECISIONS) {
    const message = `This template has ${decisions} branches and loops; more than ${MAX_DECISIONS} is hard to follow.`;
    findings.warn('complex', message, start, 'Move parts of it to partials.');
  }
  if (source.length > MAX_CHARACTERS) {
    const message = `This template has ${source.length} characters.`;
    findings.warn('large_file', message, start, 'Move parts of it to partials, and data to data files.');
  }
};
