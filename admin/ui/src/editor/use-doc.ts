import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { type Doc, loadDoc } from './docs.ts';

/** The doc of a path once it is loaded, until then the one before; or why it can't be. */
export function useDoc(path: string): { readonly doc: Doc | null; readonly problem: string } {
  const doc = useSignal<Doc | null>(null);
  const problem = useSignal('');
  useEffect(() => {
    let current = true;
    problem.value = '';
    loadDoc(path).then(
      (found) => {
        if (current) doc.value = found;
      },
      (error: unknown) => {
        if (current) problem.value = messageOf(error);
      },
    );
    return () => {
      current = false;
    };
  }, [path, doc, problem]);
  return { doc: doc.value, problem: problem.value };
}
