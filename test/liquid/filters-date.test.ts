import { describe, expect, it } from 'vitest';
import { Markup } from '../../liquid/run/values/values.ts';
import { apply, applyIn, filterRun, shown } from './support/filter.ts';

describe('date', () => {
  it.each([
    ['%Y-%m-%d %H:%M:%S.%L', '2006-07-05 10:09:02.123'],
    ['%a %A %b %B %h', 'Wed Wednesday Jul July Jul'],
    ['%C %y %e %j', '20 06  5 186'],
    ['%k|%l|%I|%p|%P', '10|10|10|AM|am'],
    ['%u %w %U %W %V %G %g', '3 3 27 27 27 2006 06'],
    ['%s %N %3N %6N %1L', '1152094142 123000000 123 123000 1'],
    ['%z %:z %::z %Z', '+0000 +00:00 +00:00:00 UTC'],
    ['%c|%D|%F|%r', 'Wed Jul  5 10:09:02 2006|07/05/06|2006-07-05|10:09:02 AM'],
    ['%R|%T|%v|%x|%X', '10:09|10:09:02| 5-JUL-2006|07/05/06|10:09:02'],
    ['%n%t%%', '\n\t%'],
    ['%-d %-m %_m %05d %^a %#b %#p', '5 7  7 00005 WED JUL am'],
    ['%l|%-l|%y|%z|%-y', '10|10|06|+0000|6'],
    ['%10Y|%-y|%10A|%010A|%^10b|%12F', '0000002006|6| Wednesday|0Wednesday|       JUL|  2006-07-05'],
    ['%Ey %Od %-H%q', '06 05 10th'],
    ['%Q %! % ', '%Q %! % '],
    ['100%', '100%'],
  ])('%s', (format, result) => {
    expect(shown('date', '2006-07-05T10:09:02.123Z', format)).toBe(result);
  });

  it.each([
    ['2005-01-01', '2004-53 00 00'],
    ['2008-12-29', '2009-01 52 52'],
    ['2012-01-01', '2011-52 01 00'],
    ['2016-12-31', '2016-52 52 52'],
    ['2023-01-02', '2023-01 01 01'],
  ])('numbers the weeks of %s', (input, result) => {
    expect(shown('date', input, '%G-%V %U %W')).toBe(result);
  });

  const when = '%Y-%m-%d %H:%M:%S %z';

  it.each([
    ['March 14, 2016', '2016-03-14 00:00:00 +0000'],
    ['14 Mar 2016', '2016-03-14 00:00:00 +0000'],
    ['14-Mar-2016', '2016-03-14 00:00:00 +0000'],
    ['14th of March 2016', '2016-03-01 00:00:00 +0000'],
    ['Mar 14th 2016 at 3:04pm', '2016-03-14 15:04:00 +0000'],
    ['March 2016', '2016-03-01 00:00:00 +0000'],
    ["Mar 14 '16", '2016-03-14 00:00:00 +0000'],
    ['Mon, 14 Mar 2016 10:00:00 +0800', '2016-03-14 10:00:00 +0800'],
    ['Mon, 14 Mar 2016 10:00:00 GMT', '2016-03-14 10:00:00 +0000'],
    ['Mon Mar 14 10:00:00 UTC 2016', '2016-03-14 10:00:00 +0000'],
    ['Mon Mar 14 2016 10:00:00 GMT+0100 (CET)', '2016-03-14 10:00:00 +0000'],
    ['2016-03-14', '2016-03-14 00:00:00 +0000'],
    ['2016-3-4', '2016-03-04 00:00:00 +0000'],
    ['2016-074', '2016-03-14 00:00:00 +0000'],
    ['2016/03/14 10:11', '2016-03-14 10:11:00 +0000'],
    ['14/03/2016', '2016-03-14 00:00:00 +0000'],
    ['14.03.2016', '2016-03-14 00:00:00 +0000'],
    ['2016-03-14T10:11:12.5-03:30', '2016-03-14 10:11:12 -0330'],
    ['2016-03-14 10:11:12 UTC', '2016-03-14 10:11:12 +0000'],
    ['2016-03-14 10:11:12 -0500', '2016-03-14 10:11:12 -0500'],
    ['20160314T101112Z', '2016-03-14 10:11:12 +0000'],
    ['2016-02-30', '2016-03-01 00:00:00 +0000'],
    ['12:30 am', '2016-03-14 00:30:00 +0000'],
    ['July 4', '2016-07-04 00:00:00 +0000'],
    ['1152098955', '2006-07-05 11:29:15 +0000'],
    [1152098955, '2006-07-05 11:29:15 +0000'],
    [-1, '1969-12-31 23:59:59 +0000'],
    [new Markup('2016-03-14'), '2016-03-14 00:00:00 +0000'],
    ['now', '2016-03-14 12:00:00 +0000'],
    ['Today', '2016-03-14 12:00:00 +0000'],
  ])('reads %j', (input, result) => {
    expect(shown('date', input, when)).toBe(result);
  });

  it.each([
    '',
    'hello',
    'monday',
    '-1152098955',
    '2016-13-01',
    '2016-03',
    '2024-W10-7',
    '2016-03-32',
    '2016-03-14 25:00',
    'x'.repeat(1e5),
  ])('leaves %.20s as it is', (input) => {
    expect(apply('date', input, when)).toBe(input);
  });

  it.each([[1.5], [null], [true], [[]], [1e20]])('leaves %j as it is', (input) => {
    expect(apply('date', input, when)).toBe(input);
  });

  it('leaves its input when the format is empty', () => {
    expect(apply('date', '2016-03-14', '')).toBe('2016-03-14');
    expect(apply('date', '2016-03-14', null)).toBe('2016-03-14');
  });

  it('reads the clock only for what the text leaves out', () => {
    let asked = 0;
    const run = filterRun({ now: () => ++asked });
    for (const input of ['2016-03-14', 'March 2016', 1152098955, 'hello', ''])
      applyIn(run, 'date', input, '%s');
    expect(asked).toBe(0);
    for (const input of ['now', 'today', 'July 4', '10:00']) applyIn(run, 'date', input, '%s');
    expect(asked).toBe(4);
  });
});

describe('the other date filters', () => {
  it.each([
    ['date_to_xmlschema', [], '2008-11-07T13:07:54-08:00'],
    ['date_to_rfc822', [], 'Fri, 07 Nov 2008 13:07:54 -0800'],
    ['date_to_string', [], '07 Nov 2008'],
    ['date_to_string', ['ordinal'], '7th Nov 2008'],
    ['date_to_string', ['ordinal', 'US'], 'Nov 7th, 2008'],
    ['date_to_long_string', [], '07 November 2008'],
    ['date_to_long_string', ['ordinal', 'US'], 'November 7th, 2008'],
  ])('%s %j', (name, args, result) => {
    expect(shown(name, '2008-11-07T13:07:54-08:00', ...args)).toBe(result);
  });

  it.each([
    [1, 'st'],
    [2, 'nd'],
    [3, 'rd'],
    [4, 'th'],
    [11, 'th'],
    [12, 'th'],
    [13, 'th'],
    [21, 'st'],
    [22, 'nd'],
    [31, 'st'],
  ])('the %s%s', (day, ending) => {
    expect(shown('date', `2016-01-${String(day).padStart(2, '0')}`, '%-d%q')).toBe(`${day}${ending}`);
  });
});
