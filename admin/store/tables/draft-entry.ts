import type { Diagnostic } from '../../../schema/diagnostic.ts';
import type { AssetRecord } from '../../../schema/manifest.ts';
import type { EntryFacts, Facts } from '../../../site/facts.ts';

/** What is known of a file of the draft without reading it. Kept as one line of JSON. */
export interface DraftEntry {
  readonly path: string;
  /** SHA-256 of its bytes, hex. */
  readonly hash: string;
  /** Milliseconds since the epoch of its last save; left out where the index was kept by a version before 0.2.0. */
  readonly saved?: number;
  /** UTF-16 units of its code. */
  readonly units: number;
  readonly facts: Facts;
  /** What this code finds wrong with a text that another version took; left out where nothing is. */
  readonly errors?: readonly Diagnostic[];
  /** Whether compiling its text gave warnings. */
  readonly warned?: true;
  /** An asset's. */
  readonly asset?: AssetRecord;
}

/** Different values and texts that are remembered, and characters of one as JSON. */
const MOST = { values: 2_000, texts: 4_000, json: 400, text: 32 };

/**
 * What many files say alike is one value in memory. Of what is known of an entry that is more than half: that it refers to nothing, where its
 * fields are, the same headings, tags and dates.
 */
export class SharedFacts {
  readonly #values = new Map<string, unknown>();
  readonly #texts = new Map<string, string>();

  of(facts: Facts): Facts {
    const { refs, entry } = facts;
    return {
      ...facts,
      ...(refs && { refs: this.#shared(refs) }),
      ...(entry && { entry: this.#entry(entry) }),
    };
  }

  #entry(entry: EntryFacts): EntryFacts {
    return {
      ...entry,
      collection: this.#text(entry.collection),
      fields: this.#fields(entry.fields),
      places: this.#shared(entry.places),
      toc: this.#shared(entry.toc),
    };
  }

  #fields(fields: EntryFacts['fields']): EntryFacts['fields'] {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, this.#value(value)]));
  }

  #value(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    return Array.isArray(value) && value.every((each) => typeof each === 'string')
      ? value.map((each) => this.#text(each))
      : value;
  }

  #text(text: string): string {
    if (text.length > MOST.text) return text;
    const known = this.#texts.get(text);
    if (known === undefined && this.#texts.size < MOST.texts) this.#texts.set(text, text);
    return known ?? text;
  }

  #shared<T>(value: T): T {
    const key = JSON.stringify(value);
    if (key.length > MOST.json) return value;
    const known = this.#values.get(key);
    if (known === undefined && this.#values.size < MOST.values) this.#values.set(key, value);
    return known === undefined ? value : (known as T); // whoever has the same JSON has the same type
  }
}
