import type { ComponentType, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { sayError } from '../shell/toasts.ts';

/** A component whose code is loaded when it is first shown. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): FunctionComponent<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [Component, setComponent] = useState<ComponentType<P> | undefined>(() => loaded);
    useEffect(() => {
      if (Component) return;
      load().then((found) => {
        loaded = found;
        setComponent(() => found);
      }, sayError);
    }, [Component]);
    return Component ? <Component {...props} /> : <div class="loading" aria-busy="true" />;
  };
}
