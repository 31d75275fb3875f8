import type { FilterRun } from '../../liquid/run/filters/spec.ts';
import { registerFilter } from '../../liquid/run/filters/table.ts';
import { NeedsMore } from '../../liquid/run/late.ts';
import { Markup } from '../../liquid/run/values/values.ts';

/** Renders Markdown; loaded when a page first needs it. `html`: whether HTML in the text is kept, or shown as text. */
let render: ((text: string, html: boolean) => string) | undefined;

class NeedsMarkdown extends NeedsMore {
  override async load(): Promise<void> {
    ({ renderValue: render } = await import('../markdown/values.ts'));
  }
}

/**
 * `{{ text | markdownify }}`: HTML of Markdown that a value holds. The compiler says by a hidden argument, `html`, that the
 * site's author vouches for the value; HTML of others is shown as text.
 */
registerFilter('markdownify', [
  'T',
  (text: string, run: FilterRun, { html = false }: { readonly html?: boolean }) => {
    run.budget.text(text.length);
    if (!render) throw new NeedsMarkdown('markdownify');
    const made = render(text, html);
    run.budget.text(made.length);
    return run.escape ? new Markup(made) : made;
  },
  [],
]);
