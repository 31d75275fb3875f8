import { fileURLToPath } from 'node:url';
import {
  type ElementAccessExpression,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import {
  API,
  type Project,
  SymbolFlags,
  type Type,
  TypeFlags,
  type UnionType,
} from 'typescript/unstable/sync';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIGS = ['tsconfig.json', 'tsconfig.node.json', 'admin/ui/tsconfig.json'];
const PRODUCT = /^(schema|liquid|site|release|worker|admin|move-in|cli)\//;

/** A lookup by a text: `object[key]` where the compiler can not say which texts `key` may be. */
export interface Lookup {
  readonly file: string;
  /** As `object[key]`. */
  readonly text: string;
  /** The function or module that it stands in, as text. */
  readonly around: string;
  /** What declares the object, as text; empty where that is not in reach. */
  readonly declared: string;
}

/** Calls `each` with every source file of the product, type-checked. */
export function eachSource<T>(each: (file: string, source: SourceFile, project: Project) => T[]): T[] {
  const api = new API({ cwd: ROOT });
  try {
    const seen = new Set<string>();
    return CONFIGS.flatMap((config) => {
      const snapshot = api.updateSnapshot({ openProjects: [ROOT + config] });
      const project = snapshot.getProject(ROOT + config);
      if (!project) throw new Error(`${config} can not be opened`);
      return project.program.getSourceFileNames().flatMap((name) => {
        const file = name.startsWith(ROOT) ? name.slice(ROOT.length) : '';
        const source =
          PRODUCT.test(file) && !seen.has(file) ? project.program.getSourceFile(name) : undefined;
        seen.add(file);
        return source ? each(file, source, project) : [];
      });
    });
  } finally {
    api.close();
  }
}

/** All lookups by text of a file. */
export function lookupsOf(file: string, source: SourceFile, { checker }: Project): Lookup[] {
  const found = [...nodes(source)].filter(
    (node): node is ElementAccessExpression => node.kind === SyntaxKind.ElementAccessExpression,
  );
  if (found.length === 0) return [];
  const types = checker.getTypeAtLocation(found.map(({ argumentExpression }) => argumentExpression));
  return found.flatMap((node, at) => {
    if (isLimited(types[at])) return [];
    const here = checker.getSymbolAtLocation(node.expression);
    const symbol = here && here.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(here) : here;
    const declaration = symbol?.valueDeclaration?.resolve();
    return [
      {
        file,
        text: `${node.expression.getText(source)}[${node.argumentExpression.getText(source)}]`,
        around: functionOf(node).getText(source),
        declared: declaration?.getText() ?? '',
      },
    ];
  });
}

const LITERAL = TypeFlags.StringLiteral | TypeFlags.NumberLike;

/** A number, or one of texts that the type names. */
function isLimited(type: Type | undefined): boolean {
  if (!type) return false;
  if (type.flags & TypeFlags.Union) return (type as UnionType).getTypes().every(isLimited);
  return (type.flags & (LITERAL | TypeFlags.Index)) !== 0;
}

function functionOf(node: Node): Node {
  const functions = new Set([
    SyntaxKind.FunctionDeclaration,
    SyntaxKind.MethodDeclaration,
    SyntaxKind.Constructor,
    SyntaxKind.GetAccessor,
  ]);
  let at = node;
  while (at.parent && !functions.has(at.kind)) at = at.parent;
  return at;
}

export function* nodes(node: Node): Generator<Node> {
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    next.forEachChild((child) => {
      open.push(child);
    });
  }
}
