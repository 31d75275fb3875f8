import type { FilterRun } from '../../liquid/run/filters/spec.ts';
import { registerFilter } from '../../liquid/run/filters/table.ts';
import { NeedsMore } from '../../liquid/run/late.ts';
import { Markup } from '../../liquid/run/values/values.ts';

/** Renders Markdown; loaded when a page first needs it. `html`: whether HTML in the text is kept, or shown as text. */
let render: ((text: string, html: boolean) => string) | undefined;
/** The same as Jekyll reads it, which fewer need. HTML is kept. */
let renderAsJekyll: ((text: string) => string) | undefined;

class NeedsMarkdown extends NeedsMore {
  override async load(): Promise<void> {
    ({ renderValue: render } = await import('../markdown/values.ts'));
  }
}

class NeedsKramdown extends NeedsMore {
  override async load(): Promise<void> {
    ({ renderAsJekyll } = await import('../markdown/values-kramdown.ts'));
  }
}

function read(text: string, html: boolean, kind: string | undefined): string {
  // Attribute lists of others could hold scripts.
  if (kind === 'kramdown' && html) {
    if (!renderAsJekyll) throw new NeedsKramdown('markdownify');
    return renderAsJekyll(text);
  }
  if (!render) throw new NeedsMarkdown('markdownify');
  return render(text, html);
}

/**
 * `{{ text | markdownify }}`: HTML of Markdown that a value holds; `markdownify: 'kramdown'` as Jekyll reads it. The compiler says by a
 * hidden argument, `html`, that the site's author vouches for the value; HTML of others is shown as text.
 */
registerFilter('markdownify', [
  'TT',
  (text: string, run: FilterRun, kind: string | undefined, { html = false }: { readonly html?: boolean }) => {
    run.budget.text(text.length);
    const made = read(text, html, kind);
    run.budget.text(made.length);
    return run.escape ? new Markup(made) : made;
  },
  [],
]);
