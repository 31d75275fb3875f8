import { includeHint } from '../../../schema/hints/other-systems.ts';
import type { Expression, NamedArgument, Span } from '../ast.ts';
import { MarkupError } from '../diagnostics.ts';
import { parseExpression, parseNamedArguments } from '../expression.ts';
import type { Markup } from '../markup.ts';
import type { TagEmitter, TagForm } from '../nodes.ts';
import type { Flow } from '../places/flow.ts';
import type { TagSyntax } from './syntax.ts';

/** What is behind the name of a partial: `with value as alias`, `for values`, arguments. */
interface Call extends Span {
  readonly template: Expression;
  readonly bound: { readonly value: Expression; readonly each: boolean } | undefined;
  readonly alias: string | undefined;
  readonly args: readonly NamedArgument[];
}

/**
 * `render 'name'`: a partial with variables of its own; it sees its arguments and what the host shares with all.
 * Operands: name, bound value (a list with the expression, or null), whether it is a list to repeat for, alias or
 * null, arguments.
 */
export const RENDER: TagSyntax = {
  parse(m): TagForm {
    refuseUnquoted(m, 'render');
    if (m.kind !== 'string') {
      const help = 'Use include for a name that is known at run time only.';
      throw new MarkupError('syntax', 'Expected the name of a partial in quotes here.', m.place(), help);
    }
    const call = parseCall(m);
    return { flow: flowOf(call, false), emit: (e) => emitCall(e, call, 'render') };
  },
};

/** `include name`: a partial that shares the variables of its place. Operands: those of `render`, then the scope. */
export const INCLUDE: TagSyntax = {
  parse(m): TagForm {
    refuseUnquoted(m, 'include');
    const call = parseCall(m);
    return {
      flow: flowOf(call, true),
      emit(e) {
        e.interrupts = true;
        e.shared = true;
        return [...emitCall(e, call, 'include'), e.scope()];
      },
    };
  },
};

/** A file's name without quotes would be read as a variable, which has no value. */
function refuseUnquoted(m: Markup, tag: string): void {
  if (m.kind !== 'id') return;
  const markup = m.source.slice(m.start, m.span.end);
  const help = includeHint(tag, markup);
  const length = /^[^\s,]*/.exec(markup)?.[0].length ?? 1;
  if (help)
    throw new MarkupError(
      'syntax',
      'The name of a partial stands in quotes, without an ending.',
      { start: m.start, end: m.start + length },
      help,
    );
}

function parseCall(m: Markup): Call {
  const start = m.start;
  const template = parseExpression(m);
  const word = m.acceptWord('with') ? 'with' : m.acceptWord('for') ? 'for' : undefined;
  const bound = word ? { value: parseExpression(m), each: word === 'for' } : undefined;
  const alias = m.acceptWord('as') ? m.expect('id', 'a name after as') : undefined;
  const args = parseNamedArguments(m);
  return { template, bound, alias, args, start, end: m.previousEnd };
}

function flowOf({ template, args }: Call, shares: boolean): Flow {
  const named = template.kind === 'literal' && typeof template.value === 'string';
  return { kind: 'call', shares, args, ...(named && { name: String(template.value) }) };
}

/** What the arguments are made of; undefined when nothing in them comes from outside of the template. */
function sourcesOf({ facts: { taint } }: TagEmitter, { args, bound }: Call, key: string | undefined) {
  const values = args.map(({ name, value }) => [name, value] as const);
  if (bound && key) values.push([key, bound.value]);
  const sources = values.map(([name, value]) => [name, taint?.of(value) ?? []] as const);
  const known = sources.filter(([, paths]) => paths.length > 0);
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}

function emitCall(e: TagEmitter, call: Call, kind: 'render' | 'include') {
  const { template, bound, alias, args, start, end } = call;
  const name = template.kind === 'literal' && typeof template.value === 'string' ? template.value : undefined;
  const names = args.map((arg) => arg.name);
  const given = bound || kind === 'include' ? [alias ?? name?.split('/').at(-1) ?? ''] : [];
  const place = e.callPlace;
  const from = sourcesOf(e, call, given[0]);
  e.facts.calls.push({
    kind,
    name,
    args: [...names, ...given],
    start,
    end,
    ...(place !== undefined && { place }),
    ...(from && { from }),
  });
  const value = bound ? [e.expr(bound.value)] : null;
  return [e.expr(template), value, bound?.each ?? false, alias ?? null, e.named(args)];
}
