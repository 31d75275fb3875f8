import { firstOf, lastOf } from '../property.ts';
import * as array from './array.ts';
import * as base64 from './base64.ts';
import * as date from './date.ts';
import * as group from './group.ts';
import * as html from './html.ts';
import * as math from './math.ts';
import * as misc from './misc.ts';
import { replace, replaceFirst, replaceLast } from './replace.ts';
import * as select from './select.ts';
import { hmacSha256, sha256 } from './sha256.ts';
import { sort, sortNatural } from './sort.ts';
import type { FilterSpec } from './spec.ts';
import * as text from './text.ts';
import * as url from './url.ts';

/** Filters by name. It has no prototype: `constructor` and `__proto__` are unknown filters like any other. */
export const FILTERS: Record<string, FilterSpec | undefined> = {
  __proto__: null as never,
  abs: ['n', math.abs],
  append: ['tt', text.append],
  array_to_sentence_string: ['lT', array.arrayToSentenceString],
  at_least: ['nn', math.atLeast],
  at_most: ['nn', math.atMost],
  base64_decode: ['t', base64.base64Decode],
  base64_encode: ['t', base64.base64Encode],
  base64_url_safe_decode: ['t', base64.base64UrlSafeDecode],
  base64_url_safe_encode: ['t', base64.base64UrlSafeEncode],
  capitalize: ['t', text.capitalize],
  ceil: ['n', math.ceil],
  cgi_escape: ['T', url.urlEncode],
  compact: ['lK', array.compact],
  concat: ['lv', array.concat],
  date: ['kt', date.date],
  date_to_long_string: ['kKK', date.dateToLongString],
  date_to_rfc822: ['k', date.dateToRfc822],
  date_to_string: ['kKK', date.dateToString],
  date_to_xmlschema: ['k', date.dateToXmlschema],
  default: ['vV', misc.defaultTo, ['allow_false']],
  divided_by: ['nn', math.dividedBy],
  downcase: ['t', text.downcase],
  escape: ['T', html.escapeText],
  escape_once: ['t', html.escapeOnce],
  find: ['lkK', select.find],
  find_exp: ['lx', select.find],
  find_index: ['lkK', select.findIndex],
  find_index_exp: ['lx', select.findIndex],
  first: ['v', firstOf],
  floor: ['n', math.floor],
  group_by: ['lk', group.groupBy],
  group_by_exp: ['lx', group.groupBy],
  h: ['T', html.escapeText],
  has: ['lkK', select.has],
  has_exp: ['lx', select.has],
  hmac_sha256: ['tt', hmacSha256],
  inspect: ['vV', misc.json],
  join: ['lT', array.join],
  json: ['vV', misc.json],
  jsonify: ['vV', misc.json],
  last: ['v', lastOf],
  lstrip: ['s', text.lstrip],
  map: ['lk', array.map],
  minus: ['nn', math.minus],
  modulo: ['nn', math.modulo],
  newline_to_br: ['t', html.newlineToBr],
  normalize_whitespace: ['s', text.normalizeWhitespace],
  number_of_words: ['tK', text.numberOfWords],
  plus: ['nn', math.plus],
  pop: ['v', array.pop],
  prepend: ['tt', text.prepend],
  push: ['vv', array.push],
  raw: ['v', text.raw],
  reject: ['lkK', select.reject],
  reject_exp: ['lx', select.reject],
  remove: ['tt', replace],
  remove_first: ['tt', replaceFirst],
  remove_last: ['tt', replaceLast],
  replace: ['ttT', replace],
  replace_first: ['ttT', replaceFirst],
  replace_last: ['ttt', replaceLast],
  reverse: ['l', array.reverse],
  round: ['nN', math.round],
  rstrip: ['s', text.rstrip],
  sample: ['vI', array.sample],
  sha256: ['t', sha256],
  shift: ['v', array.shift],
  size: ['v', array.size],
  slice: ['kiK', array.slice],
  slugify: ['tKV', url.slugify],
  sort: ['lK', sort],
  sort_natural: ['lK', sortNatural],
  split: ['tt', array.split],
  squish: ['s', text.squish],
  strip: ['s', text.strip],
  strip_html: ['s', html.stripHtml],
  strip_newlines: ['s', text.stripNewlines],
  sum: ['lK', math.sum],
  times: ['nn', math.times],
  to_integer: ['v', misc.toIntegerFilter],
  truncate: ['TIT', text.truncate],
  truncatewords: ['TIT', text.truncatewords],
  uniq: ['lK', group.uniq],
  unshift: ['vv', array.unshift],
  upcase: ['t', text.upcase],
  uri_escape: ['t', url.uriEscape],
  url_decode: ['T', url.urlDecode],
  url_encode: ['T', url.urlEncode],
  where: ['lkK', select.where],
  where_exp: ['lx', select.where],
  xml_escape: ['T', html.escapeText],
};

/** Adds one of the project's own filters. Call it at start-up only: programs look their filters up when linked. */
export function registerFilter(name: string, spec: FilterSpec): void {
  FILTERS[name] = spec;
}
