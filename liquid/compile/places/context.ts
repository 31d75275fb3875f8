import type { Script } from './script.ts';
import type { Style } from './style.ts';
import type { Url } from './url.ts';

/** What an attribute's value or an element's content is written in, and where in it. */
export type Inner =
  | Script
  | Style
  | Url
  /** `plain` is text; `markup` is a document of its own (`srcdoc`); `unsure` is an attribute whose name is not known. */
  | { readonly language: 'plain' | 'markup' | 'unsure' };

/** Where a place of a template is in the page's HTML, as the tokenizer of the HTML standard has it. */
export interface Context {
  readonly state:
    | 'text'
    /** Behind `<` or `</`. */
    | 'open'
    | 'tag name'
    /** Inside of a tag, between attributes. */
    | 'tag'
    | 'attribute name'
    | 'after name'
    | 'before value'
    | 'value'
    /** The content of an element that holds text only: script, style, title, ... */
    | 'content'
    | 'comment'
    /** `<!doctype html>` and the like. */
    | 'declaration'
    | 'cdata'
    /** Branches ended in different places: those of `ways`; none when there are too many to follow. */
    | 'unknown';
  readonly xml: boolean;
  /** The name of the open tag, or of the element around `content`. */
  readonly element: string;
  readonly closing: boolean;
  /** The name of the attribute, as far as it is in the template. */
  readonly attribute: string;
  /** Whether an output is part of the name of the tag or attribute. */
  readonly dynamic: boolean;
  /** The quote around the value; empty when there is none. */
  readonly quote: string;
  /** The `type` of a script. */
  readonly type: string;
  readonly inner: Inner;
  readonly ways: readonly Context[];
}

export const PLAIN: Inner = { language: 'plain' };

/** The start of an HTML document. */
export const TEXT: Context = {
  state: 'text',
  xml: false,
  element: '',
  closing: false,
  attribute: '',
  dynamic: false,
  quote: '',
  type: '',
  inner: PLAIN,
  ways: [],
};

/** The start of a document of XML. */
export const XML: Context = { ...TEXT, xml: true };

/** Equal contexts have equal keys. */
export function keyOf(context: Context): string {
  return context === TEXT ? '' : JSON.stringify(context, (name, value) => (name === 'outputs' ? [] : value));
}

/** A context from its key. */
export function fromKey(key: string): Context {
  // Keys are made by keyOf only. The outputs that it leaves out are those of another template.
  return key === '' ? TEXT : (JSON.parse(key) as Context);
}

/** Back in text. */
export function textOf({ xml }: Context): Context {
  return xml ? XML : TEXT;
}
