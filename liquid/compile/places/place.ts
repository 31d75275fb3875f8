/**
 * How an output of a place is escaped, for run/output/places.ts: a letter for what it is in, then `a` inside of quotes of an attribute, `w`
 * in an attribute without them. Empty: as text, which is right inside of an attribute's quotes too.
 */
export type Place = string;

/** What is right in both of two places that one output has in turn. */
export function stricter(a: Place, b: Place): Place {
  if (a === b) return a;
  const [one, other] = [split(a), split(b)];
  if (one.inner === other.inner) return one.inner + OUTER[one.outer + other.outer] || 'x';
  if (a === '' || b === '') return plainOr(a || b);
  if (one.outer !== other.outer) return 'x';
  const inner = INNER[one.inner + other.inner] ?? INNER[other.inner + one.inner];
  return inner === undefined ? 'x' : inner + one.outer;
}

/** A place that text is right in too. */
function plainOr(place: Place): Place {
  const { inner, outer } = split(place);
  return outer !== '' || 'sqxnTUDNM'.includes(inner) ? place : 'x';
}

function split(place: Place): { inner: string; outer: string } {
  const [, inner = '', outer = ''] = /^([^avwAW]?)(.?)$/.exec(place) ?? [];
  return { inner, outer };
}

const OUTER: Readonly<Record<string, string>> = {
  __proto__: null as never,
  a: 'a',
  w: 'w',
  v: 'w',
  aw: 'w',
  wa: 'w',
  av: 'w',
  va: 'w',
  vw: 'w',
  wv: 'w',
};

const INNER: Readonly<Record<string, string>> = {
  __proto__: null as never,
  jn: 'j',
  uh: 'h',
  u: 'u',
  el: 'l',
  cp: 'p',
  st: 't',
  TU: 'U',
  TD: 'D',
  UD: 'D',
  NM: 'M',
};
