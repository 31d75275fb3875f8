import type * as z from 'zod/mini';
import { escapeMarkup } from '../../../liquid/run/output/escape.ts';
import { PROBLEM_STATUS } from '../../../schema/api/problem.ts';
import { ROLES } from '../../../schema/api/roles.ts';
import type { Operation } from '../operation.ts';
import { notation } from './notation.ts';

/** Stands on the page where the origin belongs that it is asked at: an origin has no such characters. */
export const ORIGIN = '{origin}';

/** The API on one page: no script, nothing loaded. Made when the Worker is built. */
export function docsPage(operations: readonly Operation[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Admin API</title>
<style>${STYLE}</style>
<main>
<h1>Admin API</h1>
<p>Everything that the web UI and the command line can do. As a document for programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<pre>curl -H "Authorization: Bearer $TOKEN" ${ORIGIN}/api/status</pre>
<p><code>name?</code> may be left out. A refusal is <a href="https://www.rfc-editor.org/rfc/rfc9457">problem details</a>: <code>code</code> says what it means, <code>rule</code> which rule was broken, <code>diagnostics</code> where in a template.</p>
<table><tr><th>code<th>status</tr>${Object.entries(PROBLEM_STATUS)
    .map(([code, status]) => `<tr><td><code>${code}</code><td>${status}</tr>`)
    .join('')}</table>
<nav>${operations.map(({ id, method, path }) => `<a href="#${id}">${method} ${escapeMarkup(path)}</a>`).join('')}</nav>
${operations.map(section).join('\n')}
</main>
</html>
`;
}

function section(operation: Operation): string {
  const {
    id,
    method,
    path,
    summary,
    about = '',
    scope,
    roles,
    body,
    query,
    raw,
    response,
    headers = {},
  } = operation;
  return `<section id="${id}">
<h2><b>${method}</b> /api${escapeMarkup(path)}</h2>
<p>${escapeMarkup(summary)}.${about && ` ${escapeMarkup(about)}`} ${scopeText(scope)}${rolesText(roles)}</p>
${query ? shape('Query', query, 'output') : ''}${headerList(headers)}${raw ? `<p>Body: ${escapeMarkup(raw.about)}.</p>` : ''}${
  body ? shape('Body', body, 'input') : ''
}${response ? shape('Response', response, 'output') : ''}
</section>`;
}

function scopeText(scope: Operation['scope']): string {
  if (scope === 'anyone') return 'Anyone may.';
  return scope === 'self' ? 'Anyone who is signed in may.' : `Needs the scope <code>${scope}</code>.`;
}

/** Who of those with the scope may call it, where that depends on their role. */
const rolesText = (roles: Operation['roles']): string =>
  roles && roles.length < ROLES.length ? ` Of roles: ${roles.join(', ')}.` : '';

function headerList(headers: Readonly<Record<string, string>>): string {
  const items = Object.entries(headers).map(
    ([name, text]) => `<li><code>${name}</code> ${escapeMarkup(text)}`,
  );
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : '';
}

function shape(title: string, schema: z.core.$ZodType, io: 'input' | 'output'): string {
  return `<details${title === 'Answer' ? '' : ' open'}><summary>${title}</summary><pre>${escapeMarkup(notation(schema, io))}</pre></details>`;
}

export const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem }
h2 { font-size: 1.05rem; margin: 2.5rem 0 0 } h2 b { font-weight: 700 }
pre, code { font: .88em/1.5 ui-monospace, monospace }
pre { overflow-x: auto; padding: .75rem 1rem; background: color-mix(in srgb, CanvasText 6%, Canvas); border-radius: 6px }
nav { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: .1rem 1rem; margin: 2rem 0 }
nav a { font: .88em/1.7 ui-monospace, monospace } th { text-align: left } td, th { padding-right: 1.5rem }
summary { cursor: pointer }
`;
