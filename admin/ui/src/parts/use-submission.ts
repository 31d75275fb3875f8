import { useSignal } from '@preact/signals';
import { messageOf } from '../../../../schema/message-of.ts';

/** The state of a dialog's form while it is sent: whether it is under way, and what it was refused with ('' if it was not). */
export function useSubmission() {
  const busy = useSignal(false);
  const refused = useSignal('');
  /** Does the work unless it is under way already; what it throws is in `refused`. */
  const submit = async (work: () => Promise<void>): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    try {
      await work();
    } catch (error) {
      refused.value = messageOf(error);
    }
    busy.value = false;
  };
  return { busy, refused, submit };
}
