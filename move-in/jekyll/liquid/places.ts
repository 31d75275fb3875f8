/** Where in HTML a value is printed, as far as escaping goes. */
export type Place = 'text' | 'quoted' | 'tag' | 'script';

const BLOCKS =
  /^(?:address|article|aside|blockquote|body|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|main|nav|ol|p|section|table|ul)$/i;

/** Follows the HTML between the pieces of a template. */
export class HtmlPlace {
  /** Elements that are open and whose text Markdown leaves as it is. */
  readonly #blocks: string[] = [];
  #inTag = false;
  #quote = '';
  #raw = '';

  get place(): Place {
    if (this.#inTag) return this.#quote === '' ? 'tag' : 'quoted';
    return this.#raw === '' ? 'text' : 'script';
  }

  /** Whether a text of Markdown is inside of HTML here, which stays as it is. */
  get inBlock(): boolean {
    return this.#blocks.length > 0;
  }

  /** Goes over text of the template. */
  pass(text: string): void {
    for (let at = 0; at < text.length; ) at = this.#step(text, at);
  }

  #step(text: string, at: number): number {
    if (this.#inTag) return this.#inside(text, at);
    if (this.#raw !== '') {
      const end = text.toLowerCase().indexOf(`</${this.#raw}`, at);
      if (end < 0) return text.length;
      this.#raw = '';
      this.#inTag = true;
      return end + 2;
    }
    const open = text.indexOf('<', at);
    if (open < 0) return text.length;
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open);
      return end < 0 ? text.length : end + 3;
    }
    const tag = /^<(\/?)([a-z][\w-]*)/i.exec(text.slice(open, open + 40));
    // `<{{ list }} class="…">`: an output is the name.
    if (!tag && /^<\/?$/.test(text.slice(open))) {
      this.#inTag = true;
      this.#name = '';
      return text.length;
    }
    if (!tag) return open + 1;
    this.#inTag = true;
    if (BLOCKS.test(tag[2] ?? '') && !/^[^>]*\smarkdown=/.test(text.slice(open)))
      this.#block((tag[2] ?? '').toLowerCase(), tag[1] !== '');
    this.#name = tag[1] ? '' : (tag[2] ?? '').toLowerCase();
    return open + tag[0].length;
  }

  /** What is still open inside of an element ends with it. */
  #block(name: string, closes: boolean): void {
    if (!closes) this.#blocks.push(name);
    else if (this.#blocks.includes(name)) this.#blocks.length = this.#blocks.lastIndexOf(name);
  }

  #name = '';

  #inside(text: string, at: number): number {
    if (this.#quote !== '') {
      const end = text.indexOf(this.#quote, at);
      if (end < 0) return text.length;
      this.#quote = '';
      return end + 1;
    }
    for (let next = at; next < text.length; next++) {
      const sign = text[next] ?? '';
      if ((sign === '"' || sign === "'") && /=\s*$/.test(text.slice(Math.max(0, next - 8), next))) {
        this.#quote = sign;
        return next + 1;
      }
      if (sign !== '>') continue;
      this.#inTag = false;
      if (this.#name === 'script' || this.#name === 'style') this.#raw = this.#name;
      return next + 1;
    }
    return text.length;
  }
}
