import { type Chain, pathsIn, type Token } from './markup.ts';
import type { Reading } from './paths.ts';
import { itemOf, type Kind, UNKNOWN } from './scope.ts';

/** What a value is, as far as its source says. */
export function kindOf(tokens: readonly Token[], { plan, scope }: Reading): Kind {
  const [first, second] = tokens;
  if (!first) return UNKNOWN;
  if (first.kind === 'number' || first.text === '(') return { is: 'value', of: '' };
  if (first.kind === 'string')
    return second === undefined && !/[<&]/.test(first.text) ? { is: 'value', of: '' } : UNKNOWN;
  const [path] = pathsIn(tokens);
  if (!path) return UNKNOWN;
  const [root = '', name, more] = path.names;
  const last = path.names.at(-1) ?? '';
  if (root === 'site') {
    if (name === 'static_files' || name === 'html_files') return { is: 'statics' };
    if (name === 'data') return path.index || more === undefined ? UNKNOWN : { is: 'data' };
    if (name === 'tags' || name === 'categories')
      return path.index || more !== undefined ? { is: 'docs' } : { is: 'pairs' };
    if (name === 'collections' && more === undefined) return { is: 'collections' };
    if (name === 'pages' || name === 'html_pages') return { is: 'docs', ofPages: true };
    if (isDocs(name, plan.site.collections)) return { is: 'docs' };
    return { is: 'value', of: last };
  }
  // Whoever includes a partial may give it markup.
  if (root === 'include') return UNKNOWN;
  const own = scope.get(root);
  if (own?.is === 'collection' && name === 'docs' && more === undefined) return { is: 'docs' };
  if (path.names.length === 1) return path.index && own ? itemOf(own) : (own ?? UNKNOWN);
  if (root === 'forloop') return { is: 'value', of: '' };
  if (own?.is === 'pair') return UNKNOWN;
  if (own?.is === 'data') return plan.markup.has(last) ? UNKNOWN : { is: 'data' };
  return { is: 'value', of: last };
}

function isDocs(name: string | undefined, collections: ReadonlyMap<string, unknown>): boolean {
  if (name === undefined) return false;
  return /^(?:posts|documents|related_posts)$/.test(name) || collections.has(name);
}

/** What a chain of filters makes of a value. */
export function kindOfChain(chain: Chain, reading: Reading): Kind {
  let kind = kindOf(chain.value, reading);
  for (const { name, args } of chain.filters) {
    if (
      /^(?:where|where_exp|sort|reverse|concat|slice|uniq|compact|push|shift|pop|unshift|reject|default)$/.test(
        name,
      )
    ) {
      if (name === 'default' && kind.is === 'value' && args.some(({ text }) => /[<&]/.test(text)))
        kind = UNKNOWN;
    } else if (/^(?:first|last|find|find_exp|sample)$/.test(name)) kind = itemOf(kind);
    else if (/^(?:size|plus|minus|times|divided_by|modulo|round|floor|ceil|date|slugify|escape)$/.test(name))
      kind = { is: 'value', of: '' };
    else if (/^(?:downcase|upcase|capitalize|strip|remove|truncate|truncatewords|split|join)$/.test(name)) {
      if (kind.is !== 'value') kind = UNKNOWN;
    } else if (name === 'map' && args[0]?.kind === 'string')
      kind = { is: 'value', of: args[0].text.slice(1, -1) };
    else kind = UNKNOWN;
  }
  return kind;
}

/** Whether a value holds no markup, by what is known of it. */
export function isPlain(tokens: readonly Token[], reading: Reading): boolean {
  const kind = kindOf(tokens, reading);
  const { markup } = reading.plan;
  if (kind.is === 'data') {
    const last = pathsIn(tokens)[0]?.names.at(-1) ?? '';
    return !markup.has(last) && !(pathsIn(tokens)[0]?.names.length === 1 && markup.size > 0);
  }
  return kind.is === 'value' && !markup.has(kind.of) && kind.of !== 'content' && kind.of !== 'excerpt';
}

/** Whether what is printed is markup to us too, so that it is not escaped. */
export function isMarkup(tokens: readonly Token[], { scope, plan }: Reading): boolean {
  const [path, other] = pathsIn(tokens);
  if (!path || other || path.index) return false;
  const [root = '', name] = path.names;
  if (path.names.length === 1)
    return (root === 'content' && !plan.setsContent) || scope.get(root)?.is === 'markup';
  return (
    path.names.length === 2 && (name === 'content' || (name === 'excerpt' && !plan.markup.has('excerpt')))
  );
}
