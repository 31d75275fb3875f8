import { effect, signal } from '@preact/signals';
import { answerPointed, type Pointed, type Pointer, pointer } from './point.ts';
import { follows, shown, subject } from './state.ts';

/** What the editor and the windows that show its preview tell each other. */
type Message =
  | { readonly say: 'hello' | 'bye' }
  | { readonly say: 'show'; readonly shown: typeof shown.value }
  | { readonly say: 'go'; readonly url: string }
  | { readonly say: 'pointer'; readonly pointer: Pointer }
  | { readonly say: 'pointed'; readonly pointed: Pointed };

const NAME = 'meniscus-preview';

/** Whether a window of its own shows the preview. */
export const inWindow = signal(false);

/** Opens the window. It closes with the browser's own button, and follows whatever is edited. */
export function openPreviewWindow(): void {
  open(`${location.pathname}#/preview`, NAME, 'popup,width=1100,height=850');
}

/** Tells windows what the preview shows, until the answer is called. */
export function serveWindows(): () => void {
  const channel = new BroadcastChannel(NAME);
  const post = (message: Message) => channel.postMessage(message);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.say === 'hello') {
      inWindow.value = true;
      post({ say: 'show', shown: shown.peek() });
      post({ say: 'pointer', pointer: pointer.peek() });
    } else if (data.say === 'bye') inWindow.value = false;
    else if (data.say === 'pointed') answerPointed(data.pointed);
    else if (data.say === 'go') {
      follows.value = false;
      subject.value = { url: data.url };
    }
  };
  const stops = [
    effect(() => {
      const now = shown.value;
      if (inWindow.value) post({ say: 'show', shown: now });
    }),
    effect(() => {
      const now = pointer.value;
      if (inWindow.value) post({ say: 'pointer', pointer: now });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    channel.close();
  };
}

/** In the window: shows what the editor tells, and tells it where links lead; until the answer is called. */
export function followEditor(): () => void {
  const channel = new BroadcastChannel(NAME);
  const post = (message: Message) => channel.postMessage(message);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.say === 'show') shown.value = data.shown;
    if (data.say === 'pointer') pointer.value = data.pointer;
  };
  const bye = () => post({ say: 'bye' });
  addEventListener('pagehide', bye);
  let first = true;
  const stop = effect(() => {
    const what = subject.value;
    if (!first && 'url' in what) post({ say: 'go', url: what.url });
    first = false;
  });
  post({ say: 'hello' });
  return () => {
    stop();
    bye();
    removeEventListener('pagehide', bye);
    channel.close();
  };
}

/** In the window: tells the editor what was pointed at. */
export function tellPointed({ meniscus, at, element, asked }: Pointed): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ say: 'pointed', pointed: { meniscus, at, element, asked } } satisfies Message);
  channel.close();
}
