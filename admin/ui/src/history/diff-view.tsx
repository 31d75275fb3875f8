import { useEffect, useRef } from 'preact/hooks';
import type { DiffInput } from '../code/diff.ts';
import { sayError } from '../shell/toasts.ts';

/** What differs between two texts. The code for it is loaded when it is first needed. */
export function DiffView({ path, before, after, merge }: DiffInput) {
  const parent = useRef<HTMLDivElement>(null);
  // `merge` is not in the list: what is being merged must not start anew.
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    import('../code/diff.ts').then(({ showDiff }) => {
      if (!gone && parent.current)
        stop = showDiff(parent.current, { path, before, after, ...(merge && { merge }) });
    }, sayError);
    return () => {
      gone = true;
      stop?.();
    };
  }, [path, before, after]);
  return <div ref={parent} class="diff" />;
}
