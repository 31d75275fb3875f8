import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Budget } from '../../liquid/run/budget.ts';
import type { Moment } from '../../liquid/run/filters/dates/moment.ts';
import { strftime } from '../../liquid/run/filters/dates/strftime.ts';
import { applyIn, filterRun } from './support/filter.ts';
import { readSuite, runCase } from './support/suite.ts';

const folder = new URL('./ruby/', import.meta.url);

/** The moment of a file's lines, up to the next such line. */
interface At {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Seconds east of UTC. */
  readonly offset: number;
  readonly utc: boolean;
}

type Line = At | readonly [given: string, shown: string];

/** What Ruby made of formats and dates: see ruby/dates.rb. */
function lines(name: string): Line[] {
  const text = readFileSync(new URL(name, folder), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function isMoment(line: Line): line is At {
  return !Array.isArray(line);
}

it('shows moments in any format as Ruby does', () => {
  let moment: Moment = { epoch: 0, offset: 0 };
  const wrong: string[] = [];
  let count = 0;
  for (const line of lines('strftime.jsonl')) {
    if (isMoment(line)) moment = { epoch: line.at, offset: line.offset, utc: line.utc };
    else {
      count++;
      const shown = strftime(moment, line[0], new Budget());
      if (shown !== line[1]) wrong.push(`${moment.epoch} ${line[0]}: ${line[1]}, not ${shown}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(2000);
});

it('reads dates as Ruby does, and leaves as they are those that Ruby does not read', () => {
  const now = () => Date.UTC(2016, 2, 14, 12, 34, 56);
  const wrong: string[] = [];
  let count = 0;
  for (const line of lines('dates.jsonl')) {
    if (isMoment(line)) continue;
    count++;
    const [text, wanted] = line;
    // Years past 275,760 are none that JavaScript's dates have.
    const year = Number(/^(-?\d+)-\d\d-\d\d /.exec(wanted)?.[1] ?? 0);
    const expected = Math.abs(year) > 275_760 ? text : wanted;
    const shown = applyIn(filterRun({ now }), 'date', text, '%Y-%m-%d %H:%M:%S.%N %::z %Z');
    if (shown !== expected) wrong.push(`${text}: ${expected}, not ${shown}`);
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(2000);
});

describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (name) => {
  it.each(readSuite(new URL(name, folder)))('$name', (one) => {
    expect(runCase(one)).toBeUndefined();
  });
});
