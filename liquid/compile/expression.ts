import { PARSE_LIMITS } from '../run/budget.ts';
import type { Expression, Filter, NamedArgument, Span } from './ast.ts';
import { MarkupError } from './diagnostics.ts';
import { Markup } from './markup.ts';

const LITERALS = new Map<string, null | boolean>([
  ['nil', null],
  ['null', null],
  ['true', true],
  ['false', false],
]);

/** Members that every array and string has: in brackets, the same names are keys. */
const COMMANDS = new Set<unknown>(['size', 'first', 'last']);

/** Where an expression is: `empty` and `blank` compare in conditions and are empty strings elsewhere. */
type Place = 'value' | 'condition';

/** One value: a literal, a range, or a variable with its members. `depth` counts brackets and parentheses. */
export function parseExpression(m: Markup, place: Place = 'value', depth = 0): Expression {
  if (depth > PARSE_LIMITS.nesting) tooDeep(m);
  switch (m.kind) {
    case 'id':
      return parseNamed(m, place, depth);
    case '[':
      return parsePath(m, parseBracket(m, depth), m.start, depth);
    case 'string':
      return parseString(m);
    case 'number':
      return parseNumber(m);
    case '(':
      return parseRange(m, depth);
    default:
      return m.unexpected('a value');
  }
}

/** A value and its filters. */
export function parseFiltered(m: Markup): Expression {
  const base = parseExpression(m);
  if (m.kind !== '|') return base;
  const filters: Filter[] = [];
  while (m.accept('|')) filters.push(parseFilter(m));
  return { kind: 'filtered', base, filters, start: base.start, end: m.previousEnd };
}

/** Comparisons joined by `and` and `or`. */
export function parseCondition(m: Markup): Expression {
  const first = parseComparison(m);
  const rest: { relation: 'and' | 'or'; condition: Expression }[] = [];
  for (;;) {
    const relation = m.acceptWord('and') ? 'and' : m.acceptWord('or') ? 'or' : undefined;
    if (!relation) break;
    rest.push({ relation, condition: parseComparison(m) });
  }
  return rest.length === 0 ? first : { kind: 'logic', first, rest, start: first.start, end: m.previousEnd };
}

/** `name: value` pairs with or without commas between them, up to the end. */
export function parseNamedArguments(m: Markup): NamedArgument[] {
  const named: NamedArgument[] = [];
  for (;;) {
    const comma = m.accept(',');
    if (m.kind !== 'id') {
      if (m.kind !== 'end') m.unexpected(comma ? 'the name of an argument' : 'a comma and an argument');
      return named;
    }
    named.push(parseNamedArgument(m));
  }
}

function parseNamedArgument(m: Markup): NamedArgument {
  const start = m.start;
  const name = m.expect('id', 'the name of an argument');
  m.expect(':', `: after ${name}`);
  const value = parseExpression(m);
  return { name, value, start, end: value.end };
}

function parseComparison(m: Markup): Expression {
  const left = parseExpression(m, 'condition');
  const operator = m.kind === 'compare' || (m.kind === 'id' && m.text === 'contains') ? m.text : undefined;
  if (operator === undefined) return left;
  m.advance();
  const right = parseExpression(m, 'condition');
  return { kind: 'compare', operator, left, right, start: left.start, end: right.end };
}

function parseFilter(m: Markup): Filter {
  const start = m.start;
  const name = m.expect('id', 'the name of a filter');
  const args: Expression[] = [];
  const named: NamedArgument[] = [];
  if (m.accept(':')) {
    while (m.kind !== '|' && m.kind !== 'end') {
      if (m.kind === 'id' && m.peek() === ':') named.push(parseNamedArgument(m));
      else args.push(parseExpression(m));
      if (!m.accept(',')) break;
    }
  }
  return { name, args, named, start, end: m.previousEnd };
}

function parseNamed(m: Markup, place: Place, depth: number): Expression {
  const { text, start, end } = m;
  m.advance();
  if (m.kind !== '.' && m.kind !== '[') {
    const literal = LITERALS.get(text);
    if (literal !== undefined) return { kind: 'literal', value: literal, start, end };
    if (text === 'empty' || text === 'blank') {
      return place === 'condition' ? { kind: text, start, end } : { kind: 'literal', value: '', start, end };
    }
  }
  return parsePath(m, text, start, depth);
}

function parsePath(m: Markup, head: string | Expression, start: number, depth: number): Expression {
  const keys: Expression[] = [];
  for (;;) {
    if (m.kind === '[') keys.push(parseBracket(m, depth));
    else if (m.accept('.')) keys.push(parseMember(m));
    else return { kind: 'path', head, keys, start, end: m.previousEnd };
  }
}

function parseMember(m: Markup): Expression {
  const span = m.place();
  return { kind: 'literal', value: m.expect('id', 'the name of a member'), ...span };
}

function parseBracket(m: Markup, depth: number): Expression {
  m.expect('[', '[');
  const key = parseExpression(m, 'value', depth + 1);
  m.expect(']', ']');
  if (key.kind !== 'literal' || !COMMANDS.has(key.value)) return key;
  // As an expression it is looked up as a key only: see run/expressions/path.ts.
  return { kind: 'filtered', base: key, filters: [], start: key.start, end: key.end };
}

function parseRange(m: Markup, depth: number): Expression {
  const start = m.start;
  m.advance();
  const first = parseExpression(m, 'value', depth + 1);
  m.expect('..', '.. of a range');
  const last = parseExpression(m, 'value', depth + 1);
  m.expect(')', ')');
  return { kind: 'range', first, last, start, end: m.previousEnd };
}

function parseString(m: Markup): Expression {
  const node = { kind: 'literal', value: m.text.slice(1, -1), ...m.place() } as const;
  m.advance();
  return node;
}

function parseNumber(m: Markup): Expression {
  const node = { kind: 'number', digits: m.text, ...m.place() } as const;
  if (node.digits.length > MAX_DIGITS) {
    throw new MarkupError('number_too_large', `This number has more than ${MAX_DIGITS} digits.`, node);
  }
  m.advance();
  return node;
}

/** As for the integers that a render makes. */
const MAX_DIGITS = 1000;

function tooDeep(m: Markup): never {
  const message = `Brackets and parentheses nest deeper than ${PARSE_LIMITS.nesting} here.`;
  throw new MarkupError('nesting', message, m.place());
}

/** The expression inside a string literal, such as `where_exp` takes: comparisons, and filters behind one value. */
export function parseQuoted(source: string, literal: Span): Expression {
  const m = new Markup(source, { start: literal.start + 1, end: literal.end - 1 });
  const condition = parseCondition(m);
  const filters: Filter[] = [];
  while (m.accept('|')) filters.push(parseFilter(m));
  m.expectEnd();
  if (filters.length === 0) return condition;
  return { kind: 'filtered', base: condition, filters, start: condition.start, end: m.previousEnd };
}
