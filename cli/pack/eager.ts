import type { Plugin } from 'rolldown';

/** Names of functions, by source file. A name is those of the functions around it and its own, or its number among those without one. */
export type FunctionNames = Readonly<Record<string, readonly string[]>>;

/** A node of the syntax tree: places in the text, and members that may be nodes. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

/** Text that takes the place of other text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A function of a file, with the node that it stands in. */
interface Found {
  readonly name: string;
  readonly node: Node;
  readonly parent: Node;
}

type Parse = (text: string) => Node;

/**
 * Has V8 compile functions together with their module. Otherwise it skims each then, and reads and compiles it when it is first called, which takes
 * more work. It takes parentheses around a function as a sign that it is called at once.
 */
export const eager = (root: string, names: FunctionNames): Plugin =>
  rewrite('eager', root, (text, path, parse) => {
    if (!Object.hasOwn(names, path)) return undefined;
    const wanted = new Set(names[path]);
    const chosen = (code: string) => functionsIn(parse(code)).filter(({ name }) => wanted.has(name));
    const wrapped = edited(text, chosen(text).filter(isExpression).flatMap(inParentheses));
    return toTheTop(wrapped, chosen(wrapped).filter(isAtTop));
  });

/** Has each function that `eager` could compile say that it runs: `__ran('path name')`. */
export const recording = (root: string): Plugin =>
  rewrite('recording', root, (text, path, parse) => {
    const functions = functionsIn(parse(text)).filter((each) => isExpression(each) || isAtTop(each));
    return edited(
      text,
      functions.flatMap(({ name, node }) => saying(`__ran(${JSON.stringify(`${path} ${name}`)})`, node)),
    );
  });

function rewrite(
  name: string,
  root: string,
  rewritten: (text: string, path: string, parse: Parse) => string | undefined,
): Plugin {
  return {
    name,
    transform(text, id) {
      if (!id.startsWith(root) || !id.endsWith('.ts')) return undefined;
      const parse = (code: string) => this.parse(code, { lang: 'ts' }) as unknown as Node; // the same tree, seen more plainly
      return rewritten(text, id.slice(root.length), parse);
    },
  };
}

function functionsIn(program: Node): Found[] {
  const found: Found[] = [];
  const visit = (node: Node, parent: Node, around: string, counts: { nameless: number }): void => {
    let inside = around;
    let within = counts;
    if (/^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) {
      const name = around + (nameOf(node, parent) ?? counts.nameless++);
      found.push({ name, node, parent });
      inside = `${name}/`;
      within = { nameless: 0 };
    }
    for (const child of childrenOf(node)) visit(child, node, inside, within);
  };
  visit(program, program, '', { nameless: 0 });
  return found;
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((member) =>
    Array.isArray(member) ? member.filter(isNode) : isNode(member) ? [member] : [],
  );
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Its own name, or that of the variable or member that it is the value of. */
function nameOf(node: Node, parent: Node): string | undefined {
  const name = node.id ?? (parent.value === node ? parent.key : parent.init === node ? parent.id : undefined);
  return isNode(name) && typeof name.name === 'string' ? name.name : undefined;
}

/** Whether parentheses may stand around it. */
function isExpression({ node, parent }: Found): boolean {
  if (node.type === 'FunctionDeclaration' || parent.type === 'MethodDefinition') return false;
  return !(parent.type === 'Property' && (parent.method === true || parent.kind !== 'init'));
}

function isAtTop({ node, parent }: Found): boolean {
  return node.type === 'FunctionDeclaration' && /^(?:Program|ExportNamedDeclaration)$/.test(parent.type);
}

const inParentheses = ({ node: { start, end } }: Found): Edit[] => [
  { start, end: start, text: '(' },
  { start: end, end, text: ')' },
];

/** Functions that are declared become constants before all else, as a declaration is there before it is come to. */
function toTheTop(text: string, functions: readonly Found[]): string {
  const names = functions.map(({ node }) => (node.id as Node).name as string); // a declaration has a name
  const constants = functions.map(
    ({ node: { start, end } }, at) => `const ${names[at]} = (${text.slice(start, end)});\n`,
  );
  const edits = functions.map(({ node, parent }, at) =>
    parent.type === 'Program'
      ? { start: node.start, end: node.end, text: '' }
      : { start: parent.start, end: parent.end, text: `export { ${names[at]} };` },
  );
  return constants.join('') + edited(text, edits);
}

/** Puts a call before what a function does. */
function saying(call: string, node: Node): Edit[] {
  const { type, start, end } = node.body as Node; // each function has one
  if (type === 'BlockStatement') return [{ start: start + 1, end: start + 1, text: `${call};` }];
  return [
    { start, end: start, text: `(${call},` },
    { start: end, end, text: ')' },
  ];
}

/** `edits` do not overlap. */
function edited(text: string, edits: readonly Edit[]): string {
  let made = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    made += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return made + text.slice(at);
}
