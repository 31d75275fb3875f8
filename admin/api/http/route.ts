import { ProblemError } from '../../../schema/api/problem.ts';
import type { Operation } from '../operation.ts';

export interface Routed {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly operation: Operation;
  readonly regex: RegExp;
  readonly names: readonly string[];
}

/**
 * Finds the operation of a request by method and path. Operations are in the order of their paths' length, so that
 * `/files/{path}/history` is tried before `/files/{path}`; a file that is itself called history is named with %2F.
 */
export function router(operations: readonly Operation[]): (method: string, path: string) => Routed {
  const patterns = [...operations].sort((a, b) => parts(b.path) - parts(a.path)).map(toPattern);
  return (method, path) => {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const others: string[] = [];
    for (const { operation, regex, names } of patterns) {
      const match = regex.exec(path);
      if (!match) continue;
      if (operation.method !== wanted) others.push(operation.method);
      else
        return {
          operation,
          params: Object.fromEntries(names.map((name, at) => [name, decode(match[at + 1] ?? '')])),
        };
    }
    if (others.length === 0)
      throw new ProblemError('not_found', `There is no ${method} /api${path}. See /api/docs.`);
    const allow = [...new Set(others)];
    const detail = `/api${path} takes ${allow.join(', ')}, not ${method}. See /api/docs.`;
    throw new ProblemError('method_not_allowed', detail, { allow });
  };
}

const parts = (path: string) => path.split('/').length;

function toPattern(operation: Operation): Pattern {
  const names: string[] = [];
  const source = operation.path.replace(/\{(\w+)\}|[.]/g, (found, name: string | undefined) => {
    if (name === undefined) return `\\${found}`;
    names.push(name);
    return name === 'path' ? '(.+)' : '([^/]+)';
  });
  return { operation, regex: new RegExp(`^${source}$`), names };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFC');
  } catch {
    throw new ProblemError('invalid', `${text.slice(0, 80)} in the address is not percent-encoded UTF-8`, {
      rule: 'path_encoding',
    });
  }
}
