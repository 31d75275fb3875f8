/** Every escape of a JSON text, a pair of surrogates as one. Escapes are in strings only, so no quote needs a look. */
const ESCAPES = /\\(?:u[Dd][89ABab][\dA-Fa-f]{2}\\u[Dd][C-Fc-f][\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|.)/gs;

/**
 * A JSON text whose strings are well-formed Unicode: the escape of a lone surrogate (`\ud83d` with no other half) is
 * the replacement character's. Half a character has no bytes in UTF-8, so it can neither be stored nor sent. Every
 * character stays at its place.
 */
export function wellFormedJson(json: string): string {
  return /\\u[Dd][89A-Fa-f]/.test(json) ? json.replace(ESCAPES, wellFormedEscape) : json;
}

/** What JSON.parse gives, with well-formed strings. Throws as it does. */
export function parseJson(json: string): unknown {
  return JSON.parse(wellFormedJson(json));
}

function wellFormedEscape(found: string): string {
  return found.length === 6 && /^\\u[Dd][89A-Fa-f]/.test(found) ? '\\ufffd' : found;
}

/** Below 14 digits a number with a fraction is rounded to an integral one only where that begins with zeros or nines. */
const MAY_BE_EXACT = /(?:^\s*|[[,]\s*|"\s*:\s*)-?(?:\d{14}|\d+(?:\.(?:0+(?!\d)|000|999)|(?:\.\d+)?[eE]))/;

/**
 * Whether a JSON text may have numbers that JavaScript's own do not tell apart from others: integers past 2^53, `2.0`,
 * `1e3`, and what rounds to one of them. Says so of some texts that have none, since strings may look like it; never misses one.
 */
export function hasExactNumbers(json: string): boolean {
  return MAY_BE_EXACT.test(json);
}
