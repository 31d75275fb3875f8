import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Field } from '../../../../schema/content/field.ts';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import type { Control } from '../../../../site/forms/control.ts';

/** What the server and the checks of the whole site say of controls, by their paths joined by dots. */
export const Said = createContext<ReadonlyMap<string, readonly Diagnostic[]>>(new Map());

/** What the field says about itself, and what is wrong with its value. */
export function Notes({ control, id }: { control: Control; id: string }) {
  const { field, problems, known } = control;
  const limits = limitsOf(field);
  const said = useContext(Said).get(control.path.join('.')) ?? [];
  return (
    <div id={`${id}-notes`} class="notes">
      {(field.help || limits) && <p class="hint">{[field.help, limits].filter(Boolean).join(' ')}</p>}
      {!known && problems.length === 0 && <p class="hint">Not one of the stated fields.</p>}
      {[...problems, ...said].map(({ message, severity }) => (
        <p key={message} class={severity === 'error' ? 'problem' : 'hint'}>
          {message}
        </p>
      ))}
    </div>
  );
}

function limitsOf({ type, min, max }: Field): string {
  if (min === undefined && max === undefined) return '';
  const unit = type === 'number' ? '' : type === 'list' ? ' items' : ' characters';
  if (min === undefined) return `At most ${max}${unit}.`;
  return max === undefined ? `At least ${min}${unit}.` : `From ${min} to ${max}${unit}.`;
}
