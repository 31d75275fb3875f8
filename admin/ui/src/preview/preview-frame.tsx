import { useSignal, useSignalEffect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { siteUrl } from '../session/site.ts';
import { type Pointed, pointer } from './point.ts';
import { pointable } from './point-in-frame.ts';
import { width as chosen, follows, shown, subject } from './state.ts';

/**
 * The page in a frame of opaque origin on the site's host: its scripts run as they do for visitors, and reach neither the
 * admin nor what the site keeps in this browser. HTML goes in by postMessage, so that a redraw is no navigation.
 */
export function PreviewFrame({ pointed }: { pointed(said: Pointed): void }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const told = useRef(pointer.value);
  const ready = useSignal(0);
  const drawn = useSignal(0);
  const late = useSignal(false);
  const room = useSignal(0);
  // Before the browser may go on: the frame says that it is ready once, and on a busy machine before effects run.
  useLayoutEffect(() => {
    const listen = ({ source, data }: MessageEvent) => {
      if (source === null || source !== frame.current?.contentWindow) return;
      if (data?.meniscus === 'ready') ready.value++;
      if (data?.meniscus === 'pointable') drawn.value++;
      if (data?.meniscus === 'go' && typeof data.url === 'string' && data.url.startsWith('/')) {
        follows.value = false;
        subject.value = { url: data.url };
      } else if (typeof data === 'object' && data !== null) pointed(data);
    };
    addEventListener('message', listen);
    const timer = setTimeout(() => {
      late.value = ready.value === 0;
    }, 4_000);
    const observer = new ResizeObserver(([entry]) => {
      room.value = entry?.contentRect.width ?? 0;
    });
    if (stage.current) observer.observe(stage.current);
    return () => {
      removeEventListener('message', listen);
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [ready, drawn, late, room, pointed]);
  useSignalEffect(() => {
    const page = shown.value;
    if (ready.value === 0 || !page) return;
    const message = { meniscus: 'show', html: pointable(page.html, page.marked), url: page.url };
    // The frame's origin is opaque, so it has no name to send to; what is sent is the draft that it is to show.
    frame.current?.contentWindow?.postMessage(message, '*');
  });
  // Each page that is drawn begins anew.
  useSignalEffect(() => {
    const now = pointer.value;
    const isNew = now !== told.current;
    told.current = now;
    if (drawn.value > 0) frame.current?.contentWindow?.postMessage({ meniscus: 'point', ...now, isNew }, '*');
  });
  const width = chosen.value;
  const scale = width && room.value ? Math.min(1, room.value / width) : 1;
  return (
    <div ref={stage} class={`stage ${width ? 'framed' : ''}`}>
      {late.value && ready.value === 0 && (
        <p class="note warn preview-note">
          The site at {siteUrl.value} does not answer, so there is nothing to show the page in. Is SITE_URL
          right?
        </p>
      )}
      <iframe
        ref={frame}
        title="The page as visitors would see it"
        sandbox="allow-scripts"
        src={`${siteUrl.value}/_preview/shell`}
        style={
          width
            ? { width: `${width}px`, height: `${100 / scale}%`, transform: `scale(${scale})` }
            : { width: '100%', height: '100%', transform: 'none' }
        }
      />
    </div>
  );
}
