import { MANIFEST_FORMAT, WHOLE_FORMAT } from '../schema/format.ts';
import type { Head, Place } from '../schema/manifest.ts';

/** A release that can't be used: of a newer format, damaged, or with a pack that is not there. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
  /** The KV key at fault. */
  readonly key: string;
  constructor(key: string, message: string) {
    super(`${key}: ${message}`);
    this.key = key;
  }
}

/**
 * A release's text (layout: schema/manifest), read where it is. Its index is never parsed as a whole: a lookup is
 * a binary search over its lines and parses one. Shared between requests; holds plain data only.
 */
export class Manifest {
  readonly head: Head;
  private readonly text: string;
  private readonly start: number;
  private readonly end: number;

  constructor(key: string, text: string) {
    const headEnd = text.indexOf('\n');
    this.head = readHead(key, text.slice(0, Math.max(0, headEnd)));
    this.text = text;
    this.start = headEnd + 1;
    this.end = this.start + this.head.index;
    const { index, body = text.length - this.end } = this.head;
    const cut = body < 0 || this.end + body !== text.length || (index > 0 && text[this.end - 1] !== '\n');
    if (cut) throw new ReleaseError(key, 'the manifest is cut off or damaged');
  }

  /** Bytes that it takes in memory, roughly. */
  get bytes(): number {
    return this.text.length * 2;
  }

  /** The record of a key. The caller knows the record's type from the kind of key that it asks for. */
  record<T>(key: string): T | undefined {
    const line = this.lowerBound(key);
    const tab = line + key.length;
    if (line >= this.end || this.text[tab] !== '\t' || !this.text.startsWith(key, line)) return undefined;
    const json = this.text.slice(tab + 1, this.text.indexOf('\n', tab));
    try {
      return JSON.parse(json) as T; // written by site/release/assemble under this kind of key
    } catch {
      throw new ReleaseError(this.head.id, `the record of ${key} is damaged`);
    }
  }

  /** Whether some key begins with `prefix`. */
  hasPrefix(prefix: string): boolean {
    const line = this.lowerBound(prefix);
    return line < this.end && this.text.startsWith(prefix, line);
  }

  /** All keys that begin with `prefix`, in order. */
  keys(prefix: string): string[] {
    const found: string[] = [];
    let line = this.lowerBound(prefix);
    while (line < this.end && this.text.startsWith(prefix, line)) {
      found.push(this.text.slice(line, this.text.indexOf('\t', line)));
      line = this.text.indexOf('\n', line) + 1;
    }
    return found;
  }

  /** The text at a place in the manifest's own body (pack 0). */
  inline([, start, length]: Place): string {
    const at = this.end - (this.head.cut ?? 0) + start;
    const text = this.text.slice(at, at + length);
    if (at < this.end || text.length < length)
      throw new ReleaseError(this.head.id, 'the manifest is cut off');
    return text;
  }

  /** Where the first line whose key is not below `key` begins. */
  private lowerBound(key: string): number {
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const line =
        middle === this.start ? middle : Math.max(this.start, this.text.lastIndexOf('\n', middle - 1) + 1);
      const found = this.text.slice(line, this.text.indexOf('\t', line));
      if (found < key) low = this.text.indexOf('\n', line) + 1;
      else high = line;
    }
    return low;
  }
}

function readHead(key: string, line: string): Head {
  let head: Partial<Head>;
  try {
    head = JSON.parse(line) as Partial<Head>; // checked below
  } catch {
    throw new ReleaseError(key, 'the manifest does not begin with a head');
  }
  if (head.format !== WHOLE_FORMAT && head.format !== MANIFEST_FORMAT) {
    throw new ReleaseError(
      key,
      `the manifest has format ${head.format}; this Worker reads format ${MANIFEST_FORMAT}: deploy it again`,
    );
  }
  if (typeof head.id !== 'string' || typeof head.index !== 'number' || !Array.isArray(head.packs)) {
    throw new ReleaseError(key, 'the head of the manifest is damaged');
  }
  return head as Head; // site/release/assemble writes all of it or nothing
}
