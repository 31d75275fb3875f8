import type { Program } from '../liquid/program.ts';
import { NeedsMore } from '../liquid/run/late.ts';
import { link } from '../liquid/run/link.ts';
import { render } from '../liquid/run/render.ts';
import '../liquid/run/usual.ts';

/** From the programs' JSON to the page. Filters that few pages use are loaded when one does, as in the site Worker. */
export async function firstPage(stored: string, data: Readonly<Record<string, unknown>>): Promise<string> {
  const programs: Record<string, Program> = JSON.parse(stored);
  const partial = (name: string) => {
    const program = programs[name];
    if (!program) throw new Error(`There is no template ${name}.`);
    return link(program);
  };
  const page = () => render(partial('page'), data, { escape: true, partial: cached(partial) }).output;
  try {
    return page();
  } catch (error) {
    if (!(error instanceof NeedsMore)) throw error;
    await import('../liquid/run/more.ts');
    return page();
  }
}

function cached<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
}
