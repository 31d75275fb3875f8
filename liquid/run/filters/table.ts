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
  abs: { run: math.abs },
  append: { run: text.append, min: 1 },
  array_to_sentence_string: { run: text.arrayToSentenceString, max: 1 },
  at_least: { run: math.atLeast, min: 1 },
  at_most: { run: math.atMost, min: 1 },
  base64_decode: { run: base64.base64Decode },
  base64_encode: { run: base64.base64Encode },
  base64_url_safe_decode: { run: base64.base64UrlSafeDecode },
  base64_url_safe_encode: { run: base64.base64UrlSafeEncode },
  capitalize: { run: text.capitalize },
  ceil: { run: math.ceil },
  cgi_escape: { run: url.urlEncode },
  compact: { run: array.compact, max: 1 },
  concat: { run: array.concat, min: 1 },
  date: { run: date.date, min: 1 },
  date_to_long_string: { run: date.dateToLongString, max: 2 },
  date_to_rfc822: { run: date.dateToRfc822 },
  date_to_string: { run: date.dateToString, max: 2 },
  date_to_xmlschema: { run: date.dateToXmlschema },
  default: { run: misc.defaultTo, max: 1, named: ['allow_false'] },
  divided_by: { run: math.dividedBy, min: 1 },
  downcase: { run: text.downcase },
  escape: { run: html.escapeFilter },
  escape_once: { run: html.escapeOnce },
  find: { run: select.find, min: 1, max: 2 },
  find_exp: { run: select.findExp, min: 2, expression: true },
  find_index: { run: select.findIndex, min: 1, max: 2 },
  find_index_exp: { run: select.findIndexExp, min: 2, expression: true },
  first: { run: array.first },
  floor: { run: math.floor },
  group_by: { run: group.groupBy, min: 1 },
  group_by_exp: { run: group.groupByExp, min: 2, expression: true },
  h: { run: html.escapeFilter },
  has: { run: select.has, min: 1, max: 2 },
  has_exp: { run: select.hasExp, min: 2, expression: true },
  hmac_sha256: { run: hmacSha256, min: 1 },
  inspect: { run: misc.json, max: 1 },
  join: { run: array.join, max: 1 },
  json: { run: misc.json, max: 1 },
  jsonify: { run: misc.json, max: 1 },
  last: { run: array.last },
  lstrip: { run: text.lstrip },
  map: { run: array.map, min: 1 },
  minus: { run: math.minus, min: 1 },
  modulo: { run: math.modulo, min: 1 },
  newline_to_br: { run: html.newlineToBr },
  normalize_whitespace: { run: text.normalizeWhitespace },
  number_of_words: { run: text.numberOfWords, max: 1 },
  plus: { run: math.plus, min: 1 },
  pop: { run: array.pop },
  prepend: { run: text.prepend, min: 1 },
  push: { run: array.push, min: 1 },
  raw: { run: text.raw },
  reject: { run: select.reject, min: 1, max: 2 },
  reject_exp: { run: select.rejectExp, min: 2, expression: true },
  remove: { run: replace.remove, min: 1 },
  remove_first: { run: replace.removeFirst, min: 1 },
  remove_last: { run: replace.removeLast, min: 1 },
  replace: { run: replace.replace, min: 1, max: 2 },
  replace_first: { run: replace.replaceFirst, min: 1, max: 2 },
  replace_last: { run: replace.replaceLast, min: 2 },
  reverse: { run: array.reverse },
  round: { run: math.round, max: 1 },
  rstrip: { run: text.rstrip },
  sample: { run: array.sample, max: 1 },
  sha256: { run: sha256 },
  shift: { run: array.shift },
  size: { run: array.size },
  slice: { run: array.slice, min: 1, max: 2 },
  slugify: { run: url.slugify, max: 2 },
  sort: { run: sort, max: 1 },
  sort_natural: { run: sortNatural, max: 1 },
  split: { run: array.split, min: 1 },
  squish: { run: text.squish },
  strip: { run: text.strip },
  strip_html: { run: html.stripHtml },
  strip_newlines: { run: text.stripNewlines },
  sum: { run: math.sum, max: 1 },
  times: { run: math.times, min: 1 },
  to_integer: { run: misc.toIntegerFilter },
  truncate: { run: text.truncate, max: 2 },
  truncatewords: { run: text.truncatewords, max: 2 },
  uniq: { run: group.uniq, max: 1 },
  unshift: { run: array.unshift, min: 1 },
  upcase: { run: text.upcase },
  uri_escape: { run: url.uriEscape },
  url_decode: { run: url.urlDecode },
  url_encode: { run: url.urlEncode },
  where: { run: select.where, min: 1, max: 2 },
  where_exp: { run: select.whereExp, min: 2, expression: true },
  xml_escape: { run: html.escapeFilter },
};

/** Adds one of the project's own filters. Call it at start-up only: programs look their filters up when linked. */
export function registerFilter(name: string, spec: FilterSpec): void {
  FILTERS[name] = spec;
}
