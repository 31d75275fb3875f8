import { isHash } from '../../liquid/run/values/values.ts';
import type { Language } from '../../schema/media.ts';
import { runsIn } from './hostile-page.ts';

/** A way in which a value can be other than its sample: what upstreams and visitors may send one day. */
export const VARIANTS = [
  'missing',
  'empty',
  'nulls',
  'hostile',
  'hostile code',
  'hostile numbers',
  'long',
  'deep',
  'wrong types',
] as const;
export type Variant = (typeof VARIANTS)[number];

const LONG = 'long '.repeat(2_000);
const DEEP = 200;

/** Changes values, and remembers which text went where. */
export class Changer {
  readonly #variant: Variant;
  /** Where each hostile text is, by its number. */
  readonly #places: string[] = [];

  constructor(variant: Variant) {
    this.#variant = variant;
  }

  /** The value in its variant; undefined where it is missing. `place` is its name: `post`. */
  change(value: unknown, place: string): unknown {
    switch (this.#variant) {
      case 'missing':
        return undefined;
      case 'empty':
        return empty(value);
      case 'deep':
        return deep();
      case 'wrong types':
        return wrong(value);
      default:
        return this.#leaves(value, place);
    }
  }

  /** The same of a text that is always one: a parameter of the address or of its query. */
  text(value: string, place: string): string {
    if (this.#variant === 'missing' || this.#variant === 'empty') return value;
    const changed = this.#leaves(value, place);
    return typeof changed === 'string' ? changed : value;
  }

  /** Places of hostile values that a page in this language would run, or make tags and attributes of. */
  unescapedIn(output: string, language: Language): string[] {
    const found = runsIn(output, language);
    return this.#places.filter((_, at) => found.has(at));
  }

  #leaves(value: unknown, place: string): unknown {
    if (Array.isArray(value)) return value.map((item, at) => this.#leaves(item, `${place}[${at}]`));
    if (!isHash(value)) return this.#leaf(value, place);
    const entries = Object.entries(value).map(([key, inner]) => [
      key,
      this.#leaves(inner, `${place}.${key}`),
    ]);
    // One more: a page that prints keys meets it, and those that it reads by name stay.
    if (this.#variant === 'hostile numbers') entries.push([this.#hostile(`the keys of ${place}`), 1]);
    return Object.fromEntries(entries);
  }

  #leaf(value: unknown, place: string): unknown {
    if (this.#variant === 'nulls') return null;
    if (typeof value !== (this.#variant === 'hostile numbers' ? 'number' : 'string')) return value;
    return this.#variant === 'long' ? LONG : this.#hostile(place);
  }

  #hostile(place: string): string {
    this.#places.push(place);
    const mark = `hostile${this.#places.length - 1}`;
    return this.#variant === 'hostile' ? markup(mark) : code(mark);
  }
}

/** Ends text and quotes and makes a tag, an attribute and a script; short, as templates cut texts. */
const markup = (mark: string) => `"'><${mark} on${mark}=1><script>${mark}()</script> on${mark}=1 <!--`;

/**
 * Runs as a URL and as code, ends templates, comments and declarations, and with the backslash at its end the string that the
 * next value is in.
 */
const code = (mark: string) =>
  `javascript:${mark}()//\n;${mark}();\`\${${mark}()}*/;${mark}:1;}"'><${mark} on${mark}=1 >\\`;

function empty(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (isHash(value)) return {};
  return typeof value === 'string' ? '' : 0;
}

/** What should be a list is text, what should be text is a number, and so on. */
function wrong(value: unknown): unknown {
  if (Array.isArray(value)) return 'not a list';
  if (typeof value === 'string') return 7;
  if (!isHash(value)) return ['not', 'one', 'value'];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrong(inner)]));
}

function deep(): unknown {
  let value: unknown = 'deep';
  for (let n = 0; n < DEEP; n++) value = n % 2 ? [value] : { inner: value };
  return value;
}
