import { BREAK, CONTINUE } from '../frame.ts';
import type { LinkTag } from './link.ts';

/** `break` and `continue`: the bodies around stop, the innermost loop takes the signal. */
export const linkInterrupt: LinkTag<readonly []> = (_operands, _linker, _at, tag) => {
  const signal = tag === 'break' ? BREAK : CONTINUE;
  return (f) => {
    f.state.signal = signal;
    return '';
  };
};
