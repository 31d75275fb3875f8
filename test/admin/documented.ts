import { router } from '../../admin/api/http/route.ts';
import { openApi } from '../../admin/api/openapi/openapi.ts';
import { operations } from '../../admin/api/operations.ts';
import { mismatches } from '../support/json-schema.ts';

/** The API's document, as it is served. */
// biome-ignore lint/suspicious/noExplicitAny: the document is walked by its own words
export const document: any = JSON.parse(JSON.stringify(openApi(operations)));

const find = router(operations);

/** Throws when an answer is not what the document says of this operation and status. */
export function checkDocumented(method: string, path: string, response: Response, text: string): void {
  const type = response.headers.get('content-type') ?? '';
  const problem = type.startsWith('application/problem+json');
  if (response.status >= 400 && !problem) throw new Error(`${method} ${path}: ${response.status} as ${type}`);
  if (!response.headers.get('x-request-id')) throw new Error(`${method} ${path}: no x-request-id`);
  const answer = problem
    ? document.components.schemas.Problem
    : schemaOf(method, path, response.status, type);
  if (!answer) return;
  const wrong = mismatches(JSON.parse(text), answer, document);
  if (wrong.length > 0)
    throw new Error(`${method} ${path} answers ${response.status} otherwise than documented: ${wrong}`);
}

function schemaOf(method: string, path: string, status: number, type: string): unknown {
  const { operation } = find(method, new URL(path, 'http://x').pathname);
  const described = document.paths[`/api${operation.path}`][operation.method.toLowerCase()].responses[status];
  if (!described) throw new Error(`${method} ${path} answers ${status}, which is not documented`);
  if (operation.responseType && type !== 'application/json') return undefined;
  return described.content?.['application/json']?.schema;
}
