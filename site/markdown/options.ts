/** How a site, a collection or a text wants its Markdown read. */
export interface MarkdownOptions {
  /** Curly quotes, dashes and ellipses for straight ones. */
  readonly smart?: boolean;
  /** A line end in a paragraph is a line break. */
  readonly breaks?: boolean;
  /** Headings get ids, made of their texts. */
  readonly ids?: boolean;
}
