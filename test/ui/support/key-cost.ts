import type { Page } from 'playwright-core';
import { rolldown } from 'rolldown';

/** What of a trace is looked at: times are in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of `dur`, what the thread computed. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

/**
 * Types keys into what has the focus, and says for each what it costs: milliseconds of the processor that the page's main thread takes
 * from the task that gets the key to the one that paints it. What waits for a pause of the keys is no part of it, and neither is what
 * else the machine does meanwhile.
 */
export async function keyCosts(page: Page, keys: number, slower = 4): Promise<number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser');
  await page.bringToFront();
  const debug = await page.context().newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  for (let key = 0; key < keys; key++) {
    await page.keyboard.type('a');
    await page.waitForTimeout(60);
  }
  const trace = await browser.stopTracing();
  await debug.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return costsIn(JSON.parse(trace.toString('utf8')).traceEvents).sort((a, b) => a - b);
}

function costsIn(events: readonly TraceEvent[]): number[] {
  const pressed = events
    .filter(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'keydown')
    .sort((a, b) => a.ts - b.ts);
  const mine = events
    .filter(({ pid, tid }) => pid === pressed[0]?.pid && tid === pressed[0].tid)
    .sort((a, b) => a.ts - b.ts);
  const tasks = mine.filter(({ name }) => /(?:^|::)RunTask$/.test(name));
  const taskOf = (ts: number) => tasks.find((task) => task.ts <= ts && ts <= task.ts + (task.dur ?? 0));
  return pressed.flatMap((key, at) => {
    const next = pressed[at + 1]?.ts ?? Number.POSITIVE_INFINITY;
    const paint = mine.find(({ name, ts }) => name === 'Paint' && ts > key.ts && ts < next);
    const [first, last] = [taskOf(key.ts), paint && taskOf(paint.ts)];
    if (!first || !last) return [];
    let [cost, end] = [0, 0];
    for (const task of tasks) {
      // Tasks inside of tasks are counted with them.
      if (task.ts < Math.max(first.ts, end) || task.ts > last.ts) continue;
      cost += (task.tdur ?? 0) / 1_000;
      end = task.ts + (task.dur ?? 0);
    }
    return [cost];
  });
}

export const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? Number.NaN;

/** The least that a key can cost in such an editor: CodeMirror with a text and nothing else, or Markdown's colours, on a page of its own, as a script. */
export async function emptyEditor(): Promise<string> {
  const bundle = await rolldown({
    input: 'peer',
    plugins: [
      {
        name: 'peer',
        resolveId: (id) => (id === 'peer' ? `${import.meta.dirname}/peer.js` : null),
        load: (id) => (id.endsWith('/peer.js') ? PEER : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  return output[0].code;
}

const PEER = `
import { defaultKeymap, history } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView, keymap } from '@codemirror/view';
const look = EditorView.theme({
  '&': { fontSize: '15px', width: '600px' },
  '.cm-scroller': { fontFamily: 'sans-serif', lineHeight: '1.65' },
});
window.begin = (doc, isColoured) => {
  document.body.replaceChildren();
  const extensions = [history(), keymap.of(defaultKeymap), EditorView.lineWrapping];
  if (isColoured)
    extensions.push(look, markdown({ base: markdownLanguage }), syntaxHighlighting(defaultHighlightStyle));
  new EditorView({ parent: document.body, doc, extensions }).focus();
};`;
