import { X } from '../program.ts';
import { OPERATIONS } from './expressions/expression.ts';
import { dynamic, each } from './expressions/late-expression.ts';
import { linkSelf } from './expressions/self.ts';
import { NAMED_DATES } from './filters/dates/date-to.ts';
import { readFormat } from './filters/dates/late-strftime.ts';
import { parseDate } from './filters/dates/parse-date.ts';
import { zoned } from './filters/dates/zones.ts';
import { JSON_TEXT } from './filters/json.ts';
import { FINDERS } from './filters/lists/find.ts';
import { GROUPS } from './filters/lists/group.ts';
import { rareMember } from './filters/lists/late-member.ts';
import { SORTS } from './filters/lists/sort.ts';
import { MATH } from './filters/math.ts';
import { NUMBER_FORMATS } from './filters/number-format.ts';
import { FILTERS } from './filters/table.ts';
import { BASE64 } from './filters/texts/base64.ts';
import { CHANGES } from './filters/texts/change.ts';
import { REPLACED_ONCE } from './filters/texts/replace-one.ts';
import { DIGESTS } from './filters/texts/sha256.ts';
import { SMARTIFY } from './filters/texts/smartify.ts';
import { STRIPPED } from './filters/texts/strip-html.ts';
import { titleCase } from './filters/texts/title.ts';
import { URLS } from './filters/texts/url.ts';
import { WORDS } from './filters/texts/words.ts';
import { LATE, type Late, LOADED } from './late.ts';
import { locate } from './locate.ts';
import { printAt } from './output/places.ts';
import { linkCounter } from './tags/counter.ts';
import { linkCycle } from './tags/cycle.ts';
import { linkIfChanged } from './tags/ifchanged.ts';
import { LINKS } from './tags/table.ts';
import { linkTableRow } from './tags/tablerow.ts';
import './usual.ts';
import { readExact } from './values/exact.ts';
import { inspect, kindName, scientific } from './values/inspect.ts';
import { indexOfLong, partsOfLong } from './values/late-search.ts';
import { readNumber } from './values/read-number.ts';
import { sameContent } from './values/same-content.ts';

/**
 * Importing this completes the language. The compiler does; the site Worker waits until a render asks for it, since a cold isolate
 * pays for every function that it compiles, used or not.
 */
Object.assign(FILTERS, BASE64, CHANGES, DIGESTS, FINDERS, GROUPS, JSON_TEXT, MATH);
Object.assign(FILTERS, NAMED_DATES, NUMBER_FORMATS, REPLACED_ONCE, SMARTIFY, SORTS, STRIPPED, URLS, WORDS);
Object.assign(LINKS, {
  cycle: linkCycle,
  decrement: linkCounter,
  ifchanged: linkIfChanged,
  increment: linkCounter,
  tablerow: linkTableRow,
});
Object.assign(LATE, {
  date: parseDate,
  exact: readExact,
  format: readFormat,
  indexOf: indexOfLong,
  inspect,
  kindName,
  locate,
  member: rareMember,
  partsOf: partsOfLong,
  printerAt: printAt,
  readNumber,
  sameContent,
  scientific,
  title: titleCase,
  zoned,
} satisfies Late);
Object.assign(OPERATIONS, { [X.dynamic]: dynamic, [X.each]: each, [X.self]: linkSelf });
LOADED.all = true;
