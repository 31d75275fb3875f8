import { useSignal } from '@preact/signals';
import { routeOfPage } from '../../../../schema/route.ts';
import { type Differences, readRenderedDiff } from '../api/history.ts';
import { DiffView } from '../editor/diff-view.tsx';
import { Fold } from '../parts/fold.tsx';
import { Icon } from '../parts/icon.tsx';
import { files } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';

type Rendered = NonNullable<Differences['html']>;

/** Rendering more pages than this would keep the person waiting. */
const MOST = 40;

/** Which pages look different, found by rendering them on both sides. On request: it takes a moment. */
export function RenderedChanges() {
  const state = useSignal<'idle' | 'busy' | 'done'>('idle');
  const changed = useSignal<readonly Rendered[]>([]);
  const urls = staticUrls();
  const check = async () => {
    state.value = 'busy';
    changed.value = [];
    try {
      for (const url of urls.slice(0, MOST)) {
        const { html } = await readRenderedDiff('live', 'draft', url);
        if (html && !html.same) changed.value = [...changed.value, html];
      }
    } catch (error) {
      sayError(error);
    }
    state.value = 'done';
  };
  return (
    <>
      <div class="row wrap">
        <button type="button" class="button small" disabled={state.value === 'busy'} onClick={check}>
          <Icon name="preview" /> Which pages change?
        </button>
        <span class="soft" role="status">
          {state.value === 'busy' && 'Rendering both sides…'}
          {state.value === 'done' &&
            (changed.value.length === 0
              ? `None of ${Math.min(urls.length, MOST)} pages looks different.`
              : `${changed.value.length} of ${Math.min(urls.length, MOST)} pages look different.`)}
        </span>
      </div>
      <ul class="changes" hidden={changed.value.length === 0}>
        {changed.value.map((html) => (
          <Page key={html.url} html={html} />
        ))}
      </ul>
    </>
  );
}

function Page({ html: { url, before, after } }: { html: Rendered }) {
  const line = (
    <>
      <span class="mono grow">{url}</span>
      {before.status !== after.status && `${before.status} → ${after.status}`}
    </>
  );
  const diff = () => <DiffView path="page.html" before={before.body ?? ''} after={after.body ?? ''} />;
  return <Fold line={line} content={diff} />;
}

/** Addresses of pages that have one: those without parameters. */
function staticUrls(): string[] {
  return [...files.value.values()]
    .filter((file) => file.kind === 'page')
    .map((file) => routeOfPage(file.path))
    .filter((url) => url !== undefined && !url.includes('{'))
    .map(String);
}
