import type { Facts, Read } from '../analyse.ts';
import type { Findings } from '../diagnostics.ts';
import { didYouMean } from '../nearest.ts';
import { docParams } from './doc.ts';
import type { Rule } from './rule.ts';

/** Variables that nothing sets, members that samples lack, and variables that nothing reads. */
export const lintVariables: Rule = (_source, facts, context, findings) => {
  const params = docParams(facts)?.map(({ name }) => name);
  const globals = context.globals ?? (params ? {} : undefined);
  if (globals) lintReads(facts, globals, params ?? [], findings);
  lintWrites(facts, findings);
};

function lintReads(
  facts: Facts,
  globals: Readonly<Record<string, unknown>>,
  params: readonly string[],
  findings: Findings,
): void {
  const written = new Set(facts.writes.map(({ name }) => name));
  const known = [...Object.keys(globals), ...params, ...written];
  for (const read of facts.reads) {
    const [root = ''] = read.path;
    if (written.has(root) || params.includes(root)) continue;
    if (Object.hasOwn(globals, root)) lintMembers(read, globals, findings);
    else if (!facts.calls.some(({ kind }) => kind === 'include')) {
      const help = didYouMean(root, known) ?? 'Set it, pass it as an argument, or take it out.';
      findings.warn('undefined_variable', `Nothing sets ${root}: it prints nothing.`, read, help);
    }
  }
}

/** A member that a sample lacks is reported when it looks like a misspelling of one that it has. */
function lintMembers(read: Read, globals: Readonly<Record<string, unknown>>, findings: Findings): void {
  let value: unknown = globals;
  for (const [index, key] of read.path.entries()) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const members = Object.keys(value);
    if (!members.includes(key)) {
      const help = COMMANDS.has(key) ? undefined : didYouMean(key, members);
      const path = read.path.slice(0, index).join('.');
      if (help) findings.warn('undefined_member', `The sample of ${path} has no ${key}.`, read, help);
      return;
    }
    // `members` says that it is an own property.
    value = (value as Record<string, unknown>)[key];
  }
}

const COMMANDS = new Set(['size', 'first', 'last']);

/** An included template or a layout may read what this one sets, so only closed templates are looked at. */
function lintWrites(facts: Facts, findings: Findings): void {
  if (facts.open) return;
  const read = new Set(facts.reads.map(({ path }) => path[0]));
  for (const write of facts.writes) {
    if (read.has(write.name)) continue;
    findings.warn(
      'unused_variable',
      `${write.name} is set, but nothing reads it.`,
      write,
      'Take the tag out.',
    );
  }
}
