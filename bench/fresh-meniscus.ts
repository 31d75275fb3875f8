import type { Program } from '../liquid/program.ts';
import { link } from '../liquid/run/link.ts';
import { render } from '../liquid/run/render.ts';

/** From the programs' JSON to the page. */
export function firstPage(stored: string, data: Readonly<Record<string, unknown>>): string {
  const programs: Record<string, Program> = JSON.parse(stored);
  const partial = (name: string) => {
    const program = programs[name];
    if (!program) throw new Error(`There is no template ${name}.`);
    return link(program);
  };
  return render(partial('page'), data, { escape: true, partial: cached(partial) }).output;
}

function cached<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
}
