import { X } from '../program.ts';
import { OPERATIONS } from './expressions/expression.ts';
import { filtered } from './expressions/filter.ts';
import { contains, order } from './expressions/usual-condition.ts';
import { loopField, range } from './expressions/usual-expression.ts';
import { DATES } from './filters/dates/date.ts';
import { ARRAYS } from './filters/lists/array.ts';
import { SELECTIONS } from './filters/lists/select.ts';
import { MISC } from './filters/misc.ts';
import { FILTERS } from './filters/table.ts';
import { HTML } from './filters/texts/html.ts';
import { TEXT } from './filters/texts/text.ts';
import { LATE, LOADED, type Usual } from './late.ts';
import { printUrl } from './output/url.ts';
import { linkCase } from './tags/case.ts';
import { linkFor } from './tags/for.ts';
import { linkInterrupt } from './tags/interrupt.ts';
import { linkBlock, linkLayout, runLayout } from './tags/layout.ts';
import { linkInclude, linkRender, nested } from './tags/partial.ts';
import { linkRaw } from './tags/raw.ts';
import { LINKS } from './tags/table.ts';
import { command } from './values/property.ts';

/**
 * Importing this adds to the core of the language what most templates have, and what is left of a page at publish mostly has not: filters,
 * loops, `case`, partials and layouts.
 */
Object.assign(FILTERS, ARRAYS, DATES, HTML, MISC, SELECTIONS, TEXT);
Object.assign(LINKS, {
  block: linkBlock,
  break: linkInterrupt,
  case: linkCase,
  continue: linkInterrupt,
  for: linkFor,
  include: linkInclude,
  layout: linkLayout,
  raw: linkRaw,
  render: linkRender,
});
Object.assign(OPERATIONS, { [X.filter]: filtered, [X.loop]: loopField, [X.range]: range });
Object.assign(LATE, { command, contains, nested, order, printUrl, runLayout } satisfies Usual);
LOADED.usual = true;
