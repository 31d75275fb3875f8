import type { Operand } from '../../program.ts';
import type { Eval, Frame } from '../frame.ts';
import { HostObject } from '../values/values.ts';
import { variableAt } from './late-expression.ts';
import { readVariable } from './variables.ts';

/** `self`, unless a variable is called so: the variables of its place, by name. See X.self. */
export function linkSelf([index, ...scope]: readonly [number, ...Operand[]]): Eval {
  return (f) => {
    const own = readVariable(f, index, 'self');
    return own === undefined ? new Variables(f, scope) : own;
  };
}

/** It shows what the variables are when it is asked, also where it was handed on to. */
class Variables extends HostObject {
  private readonly frame: Frame;
  private readonly scope: readonly Operand[];

  constructor(frame: Frame, scope: readonly Operand[]) {
    super();
    this.frame = frame;
    this.scope = scope;
  }

  get(key: string): unknown {
    return variableAt(this.frame, key, this.scope);
  }
}
