// What the peers' templates call where Liquid has a filter. Plain functions, as a developer would write them.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(value: unknown): string {
  const text = String(value);
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '') : text;
}

/** `Mar 14, 2016`, in UTC. */
export function shortDate(value: string): string {
  const date = new Date(value);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${MONTHS[date.getUTCMonth()]} ${day}, ${date.getUTCFullYear()}`;
}

export function truncate(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 3)}...` : text;
}

export function truncateWords(text: string, count: number): string {
  const words = text.split(/\s+/);
  return words.length > count ? `${words.slice(0, count).join(' ')}...` : text;
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

export function upcase(text: string): string {
  return text.toUpperCase();
}

export function stripHtml(text: string): string {
  return text.replace(/<[^>]*>/g, '');
}

/** Cents as units with two decimals. */
export function money(cents: number): number {
  return Math.round(cents) / 100;
}

export function withTax(cents: number): number {
  return Math.round(cents * 1.19) / 100;
}

export function slugOf(text: string): string {
  return text.toLowerCase().replaceAll(' ', '-');
}

export function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', '+');
}

export function join(items: readonly string[], glue: string): string {
  return items.join(glue);
}

export function odd(index: number): boolean {
  return index % 2 === 0;
}

interface Variant {
  readonly title: string;
  readonly weight: number;
  readonly available: boolean;
}

export function inStock(variants: readonly Variant[]): Variant[] {
  return variants.filter((variant) => variant.available);
}

export function titles(variants: readonly Variant[]): string[] {
  return variants.map((variant) => variant.title);
}

export function totalWeight(variants: readonly Variant[]): number {
  return variants.reduce((total, variant) => total + variant.weight, 0);
}

export function last<T>(items: readonly T[]): T | undefined {
  return items.at(-1);
}

/** What the languages without expressions need a function for. */
export const EXPRESSIONS = {
  one: (value: number) => value === 1,
  next: (index: number) => index + 1,
  or: (value: unknown, other: unknown) => value || other,
  minus: (a: number, b: number) => a - b,
  thousandth: (value: number) => value / 1000,
  length: (items: readonly unknown[]) => items.length,
};

export const HELPERS = {
  shortDate,
  truncate,
  truncateWords,
  capitalize,
  upcase,
  stripHtml,
  money,
  withTax,
  slugOf,
  encode,
  join,
  odd,
  inStock,
  titles,
  totalWeight,
  last,
};
