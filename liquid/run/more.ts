import { X } from '../program.ts';
import { readExact } from './exact.ts';
import { OPERATIONS } from './expression.ts';
import { BASE64 } from './filters/base64.ts';
import { CHANGES } from './filters/change.ts';
import { NAMED_DATES } from './filters/date-to.ts';
import { FINDERS } from './filters/find.ts';
import { GROUPS } from './filters/group.ts';
import { JSON_TEXT } from './filters/json.ts';
import { rareMember } from './filters/late-member.ts';
import { readFormat } from './filters/late-strftime.ts';
import { MATH } from './filters/math.ts';
import { NUMBER_FORMATS } from './filters/number-format.ts';
import { parseDate } from './filters/parse-date.ts';
import { REPLACED_ONCE } from './filters/replace-one.ts';
import { DIGESTS } from './filters/sha256.ts';
import { SORTS } from './filters/sort.ts';
import { STRIPPED } from './filters/strip-html.ts';
import { FILTERS } from './filters/table.ts';
import { titleCase } from './filters/title.ts';
import { URLS } from './filters/url.ts';
import { WORDS } from './filters/words.ts';
import { inspect, scientific } from './inspect.ts';
import { LATE, type Late, nothingMissing } from './late.ts';
import { dynamic, each } from './late-expression.ts';
import { indexOfLong, partsOfLong } from './late-search.ts';
import { locate } from './locate.ts';
import { printAt } from './places.ts';
import { linkSelf } from './self.ts';
import { linkCounter } from './tags/counter.ts';
import { linkIfChanged } from './tags/ifchanged.ts';
import { LINKS } from './tags/table.ts';
import { linkTableRow } from './tags/tablerow.ts';

/**
 * Importing this completes the language. The compiler does; the site Worker waits until a render asks for it, since a cold isolate
 * pays for every function that it compiles, used or not.
 */
Object.assign(FILTERS, BASE64, CHANGES, DIGESTS, FINDERS, GROUPS, JSON_TEXT, MATH);
Object.assign(FILTERS, NAMED_DATES, NUMBER_FORMATS, REPLACED_ONCE, SORTS, STRIPPED, URLS, WORDS);
Object.assign(LINKS, {
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
  locate,
  member: rareMember,
  partsOf: partsOfLong,
  printerAt: printAt,
  scientific,
  title: titleCase,
} satisfies Late);
Object.assign(OPERATIONS, { [X.dynamic]: dynamic, [X.each]: each, [X.self]: linkSelf });
nothingMissing();
