import * as array from './array.ts';
import * as base64 from './base64.ts';
import * as date from './date.ts';
import * as group from './group.ts';
import * as html from './html.ts';
import * as math from './math.ts';
import * as misc from './misc.ts';
import * as replace from './replace.ts';
import * as select from './select.ts';
import { hmacSha256, sha256 } from './sha256.ts';
import { sort, sortNatural } from './sort.ts';
import type { FilterSpec } from './spec.ts';
import * as text from './text.ts';
import * as url from './url.ts';

/** Filters by name. It has no prototype: `constructor` and `__proto__` are unknown filters like any other. */
export const FILTERS: Record<string, FilterSpec | undefined> = {
  __proto__: null as never,
  abs: { run: math.abs, min: 0, max: 0 },
  append: { run: text.append, min: 1, max: 1 },
  array_to_sentence_string: { run: text.arrayToSentenceString, min: 0, max: 1 },
  at_least: { run: math.atLeast, min: 1, max: 1 },
  at_most: { run: math.atMost, min: 1, max: 1 },
  base64_decode: { run: base64.base64Decode, min: 0, max: 0 },
  base64_encode: { run: base64.base64Encode, min: 0, max: 0 },
  base64_url_safe_decode: { run: base64.base64UrlSafeDecode, min: 0, max: 0 },
  base64_url_safe_encode: { run: base64.base64UrlSafeEncode, min: 0, max: 0 },
  capitalize: { run: text.capitalize, min: 0, max: 0 },
  ceil: { run: math.ceil, min: 0, max: 0 },
  cgi_escape: { run: url.urlEncode, min: 0, max: 0 },
  compact: { run: array.compact, min: 0, max: 1 },
  concat: { run: array.concat, min: 1, max: 1 },
  date: { run: date.date, min: 1, max: 1 },
  date_to_long_string: { run: date.dateToLongString, min: 0, max: 2 },
  date_to_rfc822: { run: date.dateToRfc822, min: 0, max: 0 },
  date_to_string: { run: date.dateToString, min: 0, max: 2 },
  date_to_xmlschema: { run: date.dateToXmlschema, min: 0, max: 0 },
  default: { run: misc.defaultTo, min: 0, max: 1, named: ['allow_false'] },
  divided_by: { run: math.dividedBy, min: 1, max: 1 },
  downcase: { run: text.downcase, min: 0, max: 0 },
  escape: { run: html.escapeFilter, min: 0, max: 0, safe: true },
  escape_once: { run: html.escapeOnce, min: 0, max: 0, safe: true },
  find: { run: select.find, min: 1, max: 2 },
  find_exp: { run: select.findExp, min: 2, max: 2, expression: true },
  find_index: { run: select.findIndex, min: 1, max: 2 },
  find_index_exp: { run: select.findIndexExp, min: 2, max: 2, expression: true },
  first: { run: array.first, min: 0, max: 0 },
  floor: { run: math.floor, min: 0, max: 0 },
  group_by: { run: group.groupBy, min: 1, max: 1 },
  group_by_exp: { run: group.groupByExp, min: 2, max: 2, expression: true },
  h: { run: html.escapeFilter, min: 0, max: 0, safe: true },
  has: { run: select.has, min: 1, max: 2 },
  has_exp: { run: select.hasExp, min: 2, max: 2, expression: true },
  hmac_sha256: { run: hmacSha256, min: 1, max: 1 },
  inspect: { run: misc.json, min: 0, max: 1 },
  join: { run: array.join, min: 0, max: 1 },
  json: { run: misc.json, min: 0, max: 1 },
  jsonify: { run: misc.json, min: 0, max: 1 },
  last: { run: array.last, min: 0, max: 0 },
  lstrip: { run: text.lstrip, min: 0, max: 0 },
  map: { run: array.map, min: 1, max: 1 },
  minus: { run: math.minus, min: 1, max: 1 },
  modulo: { run: math.modulo, min: 1, max: 1 },
  newline_to_br: { run: html.newlineToBr, min: 0, max: 0, safe: true },
  normalize_whitespace: { run: text.normalizeWhitespace, min: 0, max: 0 },
  number_of_words: { run: text.numberOfWords, min: 0, max: 1 },
  plus: { run: math.plus, min: 1, max: 1 },
  pop: { run: array.pop, min: 0, max: 0 },
  prepend: { run: text.prepend, min: 1, max: 1 },
  push: { run: array.push, min: 1, max: 1 },
  raw: { run: text.raw, min: 0, max: 0, safe: true },
  reject: { run: select.reject, min: 1, max: 2 },
  reject_exp: { run: select.rejectExp, min: 2, max: 2, expression: true },
  remove: { run: replace.remove, min: 1, max: 1 },
  remove_first: { run: replace.removeFirst, min: 1, max: 1 },
  remove_last: { run: replace.removeLast, min: 1, max: 1 },
  replace: { run: replace.replace, min: 1, max: 2 },
  replace_first: { run: replace.replaceFirst, min: 1, max: 2 },
  replace_last: { run: replace.replaceLast, min: 2, max: 2 },
  reverse: { run: array.reverse, min: 0, max: 0 },
  round: { run: math.round, min: 0, max: 1 },
  rstrip: { run: text.rstrip, min: 0, max: 0 },
  sample: { run: array.sample, min: 0, max: 1 },
  sha256: { run: sha256, min: 0, max: 0 },
  shift: { run: array.shift, min: 0, max: 0 },
  size: { run: array.size, min: 0, max: 0 },
  slice: { run: array.slice, min: 1, max: 2 },
  slugify: { run: url.slugify, min: 0, max: 2 },
  sort: { run: sort, min: 0, max: 1 },
  sort_natural: { run: sortNatural, min: 0, max: 1 },
  split: { run: array.split, min: 1, max: 1 },
  squish: { run: text.squish, min: 0, max: 0 },
  strip: { run: text.strip, min: 0, max: 0 },
  strip_html: { run: html.stripHtml, min: 0, max: 0 },
  strip_newlines: { run: text.stripNewlines, min: 0, max: 0 },
  sum: { run: math.sum, min: 0, max: 1 },
  times: { run: math.times, min: 1, max: 1 },
  to_integer: { run: misc.toIntegerFilter, min: 0, max: 0 },
  truncate: { run: text.truncate, min: 0, max: 2 },
  truncatewords: { run: text.truncatewords, min: 0, max: 2 },
  uniq: { run: group.uniq, min: 0, max: 1 },
  unshift: { run: array.unshift, min: 1, max: 1 },
  upcase: { run: text.upcase, min: 0, max: 0 },
  uri_escape: { run: url.uriEscape, min: 0, max: 0 },
  url_decode: { run: url.urlDecode, min: 0, max: 0 },
  url_encode: { run: url.urlEncode, min: 0, max: 0 },
  where: { run: select.where, min: 1, max: 2 },
  where_exp: { run: select.whereExp, min: 2, max: 2, expression: true },
  xml_escape: { run: html.escapeFilter, min: 0, max: 0, safe: true },
};

/** Adds one of the project's own filters. Call it at start-up only: programs look their filters up when linked. */
export function registerFilter(name: string, spec: FilterSpec): void {
  FILTERS[name] = spec;
}
