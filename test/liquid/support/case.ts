import type { Limits } from '../../../liquid/run/budget.ts';

/** One file of test/liquid/cases; README.md there says how it is written. */
export interface TemplateCase {
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly options: Options;
  readonly partials: ReadonlyMap<string, string>;
  readonly output: string;
}

interface Options {
  readonly escape?: boolean;
  readonly limits?: Partial<Limits>;
  readonly shared?: Readonly<Record<string, unknown>>;
  readonly now?: number;
}

const HEADER = /^=== (template|data|options|partial|output)(?: (.+))?$/;

/** Reads the sections of a case. Text before the first one is a remark. */
export function parseCase(text: string): TemplateCase {
  const sections = new Map<string, string>();
  const partials = new Map<string, string>();
  let name = '';
  let lines: string[] = [];
  const close = () => {
    const body = lines.join('\n');
    if (name.startsWith('partial ')) partials.set(name.slice('partial '.length), body);
    else sections.set(name, body);
  };
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const header = HEADER.exec(line);
    if (!header) lines.push(line);
    else {
      close();
      name = header[2] === undefined ? (header[1] ?? '') : `${header[1]} ${header[2]}`;
      lines = [];
    }
  }
  close();
  return {
    template: sections.get('template') ?? '',
    data: JSON.parse(sections.get('data') ?? '{}'),
    options: JSON.parse(sections.get('options') ?? '{}'),
    partials,
    output: sections.get('output') ?? '',
  };
}
