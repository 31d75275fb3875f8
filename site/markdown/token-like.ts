import type { Token } from './markdown-it.ts';

/** A copy of a token, of the same class, with other values for some members. The library exports no class to call. */
export function tokenLike(token: Token, other: Partial<Token>): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token)), token, other);
}
