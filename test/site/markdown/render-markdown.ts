import { compile } from '../../../liquid/compile/compile.ts';
import { link } from '../../../liquid/run/link.ts';
import { render } from '../../../liquid/run/render.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { markdownReader } from '../../../site/markdown/compile.ts';
import { withTail } from '../../../site/markdown/liquid/run-fence.ts';
import type { MarkdownOptions } from '../../../site/markdown/options.ts';

export interface MarkdownRendered {
  /** null where a diagnostic is an error. */
  readonly html: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles Markdown with Liquid in it and renders it with `data`; autoescape is on, as on a page. */
export function renderMarkdown(
  source: string,
  data: Readonly<Record<string, unknown>> = {},
  options: MarkdownOptions = {},
): MarkdownRendered {
  const { program, diagnostics } = compile(withTail(source), {
    name: 'content/test.md',
    read: markdownReader(options),
  });
  if (!program) return { html: null, diagnostics };
  const partial = () => {
    throw new Error('These texts have no partials.');
  };
  return { html: render(link(program), data, { escape: true, partial }).output, diagnostics };
}
