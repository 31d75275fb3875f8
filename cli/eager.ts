import { RolldownMagicString } from 'rolldown';
import { type ESTree, parseSync, Visitor } from 'rolldown/utils';

/** Where a function stands in its module, as V8 tells it: it ends where its source does, and begins before its body. */
export interface FunctionRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Has V8 compile these functions of a module together with the module. It reads over a function when it meets it, and again
 * when it is first called, but compiles one in parentheses at once: that is how those look which are called on the spot.
 * A declaration becomes a variable at the top of the module, where it is as early as it was. Methods and asynchronous arrow
 * functions have no such form and stay as they are.
 */
export function compileEagerly(code: string, ranges: readonly FunctionRange[]): string {
  const { program } = parseSync('module.js', code);
  const text = new RolldownMagicString(code);
  const isMeant = ({ start, end, body }: Expression | ESTree.Function) =>
    ranges.some(
      (range) => range.end === end && range.start >= start && range.start <= (body?.start ?? start),
    );
  for (const node of functionExpressions(program).filter(isMeant)) {
    text.prependRight(node.start, '(').appendLeft(node.end, ')');
  }
  for (const node of program.body) {
    if (node.type !== 'FunctionDeclaration' || !node.id || !isMeant(node)) continue;
    text.prependRight(node.start, `var ${node.id.name}=(`).appendLeft(node.end, ');');
    text.remove(node.id.start, node.id.end).move(node.start, node.end, 0);
  }
  return text.toString();
}

type Expression = ESTree.Function | ESTree.ArrowFunctionExpression;

/** Those that may stand in parentheses, and mean to V8 what was said there. */
function functionExpressions(program: ESTree.Program): Expression[] {
  const found = new Set<Expression>();
  const drop = (value: ESTree.Node | null) => void found.delete(value as Expression); // of another type it is not in there
  new Visitor({
    FunctionExpression: (node) => void found.add(node),
    ArrowFunctionExpression: (node) => void (node.async || found.add(node)),
    'MethodDefinition:exit': ({ value }) => drop(value),
    'Property:exit': ({ method, kind, value }) => (method || kind !== 'init') && drop(value),
  }).visit(program);
  return [...found];
}
