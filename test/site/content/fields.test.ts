import { describe, expect, test } from 'vitest';
import { FIELD_TYPES } from '../../../schema/content/field.ts';
import { checkSite } from '../../../site/check/check.ts';
import type { Facts } from '../../../site/facts.ts';
import { compileFile } from '../../../site/files/compile-file.ts';

const COLLECTION = `fields:
  title: { type: text, required: true, max: 5 }
  body: { type: markdown }
  count: { type: number, min: 1, max: 3 }
  flag: { type: boolean }
  day: { type: date }
  at: { type: time }
  kind: { type: select, options: [a, b] }
  cover: { type: image }
  paper: { type: file }
  tint: { type: color }
  site: { type: url }
  mail: { type: email }
  tags: { type: list, of: number, max: 2 }
  place: { type: object, fields: { city: { type: text, required: true } } }
  author: { type: reference, to: people }
`;

/** What is found of an entry with this front matter. */
function found(front: string) {
  const files = {
    'content/posts/_collection.yaml': COLLECTION,
    'content/people/ada.yaml': 'name: Ada\n',
    'content/posts/a.md': `---\ntitle: a\n${front}\n---\nText\n`,
  };
  const facts = new Map<string, Facts>(
    Object.entries(files).map(([path, text]) => [path, compileFile(path, text).facts]),
  );
  return checkSite(facts).map(({ code, severity, start, message, path }) => ({
    code,
    severity,
    line: start.line,
    message,
    path,
  }));
}

describe('each type of field', () => {
  test.each([
    ['text', 'body: any'],
    ['markdown', 'body: "*x*"'],
    ['number', 'count: 2'],
    ['boolean', 'flag: false'],
    ['date', 'day: 2024-05-31 18:00 +02:00'],
    ['time', 'at: "09:30"'],
    ['select', 'kind: b'],
    ['image', 'cover: /assets/a.jpg'],
    ['file', 'paper: assets/a.pdf'],
    ['color', 'tint: "#1a6bb5"'],
    ['url', 'site: https://example.com'],
    ['email', 'mail: ada@example.com'],
    ['list', 'tags: [1, 2]'],
    ['object', 'place: { city: Lisbon }'],
    ['reference', 'author: ada'],
  ])('%s takes %s', (type, front) => {
    expect(FIELD_TYPES).toContain(type);
    expect(found(front)).toEqual([]);
  });

  test.each([
    ['body: [x]', 'body must be a text; it is a list'],
    ['count: 4', 'count must be at most 3; it is 4'],
    ['count: "2"', 'count must be a number; it is "2"'],
    ['flag: maybe', 'flag must be true or false; it is "maybe"'],
    [
      'day: 2024-02-30',
      'day must be a date: 2024-05-31, or 2024-05-31 18:00, with a zone such as +02:00 behind it; it is "2024-02-30"',
    ],
    ['at: "25:00"', 'at must be a time of day: 09:30; it is "25:00"'],
    ['kind: c', 'kind must be one of a, b; it is "c"'],
    ['cover: 3', 'cover must be a picture: the name of an asset, or its address; it is 3'],
    ['paper: "a b.pdf"', 'paper must be a file: the name of an asset, or its address; it is "a b.pdf"'],
    ['tint: "#12"', 'tint must be a colour: #1a6bb5; it is "#12"'],
    [
      'site: "javascript:x"',
      'site must be an address: https://…, or a path that begins with /; it is "javascript:x"',
    ],
    ['mail: ada', 'mail must be an e-mail address; it is "ada"'],
    ['tags: 1', 'tags must be a list: [a, b], or a line with - for each item; it is 1'],
    ['tags: [1, x]', 'tags.1 must be a number; it is "x"'],
    ['tags: [1, 2, 3]', 'tags must have at most 2 items; it has 3'],
    ['place: Lisbon', 'place must be an object: names and values; it is "Lisbon"'],
    ['place: { town: Lisbon, city: "" }', 'city is required'],
    ['author: [ada]', 'author must be the slug of an entry of people; it is a list'],
    ['author: adda', 'author names the entry adda of people, which does not exist'],
  ])('refuses %s at its line', (front, message) => {
    expect(found(front)).toContainEqual(
      expect.objectContaining({ severity: 'error', path: 'content/posts/a.md', line: 3, message }),
    );
  });

  test('one that nobody named is a warning', () => {
    expect(found('boddy: x')).toEqual([
      expect.objectContaining({ code: 'field_unknown', severity: 'warning', line: 3 }),
    ]);
  });
});

describe('a date at the start of a file name', () => {
  const COLLECTION_OF_DAYS = 'fields:\n  title: { type: text }\n  date: { type: date, required: true }\n';
  const foundOf = (path: string, front: string) => {
    const files = {
      'content/posts/_collection.yaml': COLLECTION_OF_DAYS,
      [path]: `---\n${front}\n---\nText\n`,
    };
    const facts = new Map(
      Object.entries(files).map(([each, text]) => [each, compileFile(each, text).facts] as const),
    );
    return checkSite(facts).map(({ code, message }) => `${code} ${message}`);
  };

  test('is the date of the entry', () => {
    expect(foundOf('content/posts/2024-02-29-c.md', 'title: c')).toEqual([]);
    expect(foundOf('content/posts/c.md', 'title: c')).toEqual(['field_required date is required']);
  });

  test('that there is not is said to be none, unless the entry has one of its own', () => {
    expect(foundOf('content/posts/2024-02-30-c.md', 'title: c')).toEqual([
      "field The date at the start of the file's name is none: 2024-02-30",
    ]);
    expect(foundOf('content/posts/2024-02-30-c.md', 'title: c\ndate: 2024-03-01')).toEqual([]);
  });
});
