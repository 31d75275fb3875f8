import { history, undo } from '@codemirror/commands';
import { css } from '@codemirror/lang-css';
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { languageOf } from '../../admin/ui/src/code/languages.ts';
import { toHex } from '../../admin/ui/src/code/markup/colour-text.ts';
import { coloursIn, writtenAs } from '../../admin/ui/src/code/markup/colours.ts';
import { abbreviationAt } from '../../admin/ui/src/code/markup/emmet.ts';
import { tagPair } from '../../admin/ui/src/code/markup/tag-pair.ts';

/** A template, or a style sheet, with the cursor at `|`. */
function stateOf(text: string, language: Extension = languageOf('partials/x.liquid')): EditorState {
  const at = text.indexOf('|');
  const doc = at < 0 ? text : text.slice(0, at) + text.slice(at + 1);
  const state = EditorState.create({
    doc,
    selection: { anchor: Math.max(0, at) },
    extensions: [language, tagPair, history(), EditorState.allowMultipleSelections.of(true)],
  });
  // Reading it may take longer than an editor waits.
  ensureSyntaxTree(state, doc.length, 60_000);
  return state.update({}).state;
}

/** Types, or deletes so many characters in front of the cursor. */
function type(state: EditorState, what: string | number): EditorState {
  const { head } = state.selection.main;
  const from = typeof what === 'number' ? head - what : head;
  const insert = typeof what === 'number' ? '' : what;
  return state.update({
    changes: { from, to: head, insert },
    selection: { anchor: from + insert.length },
    userEvent: typeof what === 'number' ? 'delete.backward' : 'input.type',
  }).state;
}

describe('both tags of an element are renamed together', () => {
  const page = '<ul>{% for x in y %}<li|><b>{{ x }}</b></li>{% endfor %}</ul>';

  test('by what is typed and deleted in either, also when none of the name is left', () => {
    let state = stateOf(page);
    for (const what of [1, 1, 'd', 'i', 'v']) state = type(state, what);
    expect(state.doc.toString()).toBe('<ul>{% for x in y %}<div><b>{{ x }}</b></div>{% endfor %}</ul>');
    state = stateOf('<section>\n<p>x</p>\n</sec|tion>');
    for (const what of [3, 'por']) state = type(state, what);
    expect(state.doc.toString()).toBe('<portion>\n<p>x</p>\n</portion>');
  });

  test('and one undo takes both back', () => {
    let state = type(stateOf('<b|>x</b>'), 'r');
    expect(state.doc.toString()).toBe('<br>x</br>');
    undo({ state, dispatch: (transaction) => (state = transaction.state) });
    expect(state.doc.toString()).toBe('<b>x</b>');
  });

  test.each([
    ['what ends the name', '<b|>x</b>', ' class', '<b class>x</b>'],
    ['an attribute', '<b i|d>x</b>', 'x', '<b ixd>x</b>'],
    ['the text', '<b>b|</b>', 'x', '<b>bx</b>'],
    ['a tag without another', '<br|>', 'x', '<brx>'],
    ['a tag whose other is not the same', '<b|>x</i>', 'x', '<bx>x</i>'],
    ['one of two elements', '<b|>x</b><b>y</b>', 'x', '<bx>x</bx><b>y</b>'],
    ['an element inside of one of its name', '<div><div|>x</div></div>', 'x', '<div><divx>x</divx></div>'],
  ])('but not by %s', (_, before, what, after) => {
    expect(type(stateOf(before), what).doc.toString()).toBe(after);
  });

  test('nor twice, where both are changed at once', () => {
    const state = stateOf('<b>x</b>');
    const { doc } = state.update({
      changes: [
        { from: 2, insert: 'r' },
        { from: 7, insert: 'r' },
      ],
      userEvent: 'input.type',
    }).state;
    expect(doc.toString()).toBe('<br>x</br>');
  });
});

describe('colours', () => {
  const found = (text: string, language?: Extension) => {
    const state = stateOf(text, language);
    return coloursIn(state, 0, state.doc.length, (word) => word === 'red').map((colour) => colour.text);
  };

  test('are found in styles and in attributes of colours', () => {
    expect(
      found(
        '.a { color: #ABC; border: 1px solid red; background: rgba(1, 2, 3, .5); fill: oklch(50% .1 20) }',
        css(),
      ),
    ).toEqual(['#ABC', 'red', 'rgba(1, 2, 3, .5)', 'oklch(50% .1 20)']);
    expect(
      found('{% if x %}<path fill="#12345678"/>{% endif %}<meta name=theme-color content=#fff>'),
    ).toEqual(['#12345678', '#fff']);
  });

  test('and not in what only looks like one', () => {
    expect(
      found('#add { background: url(#abc); animation: red 1s; color: rgb(var(--x)) } /* #fff */', css()),
    ).toEqual(['red']);
    expect(found('<a href="#add" id="#abc" title="red">#fff &#123;</a>{{ "#abc" }}')).toEqual([]);
    expect(found('.a { color: #abcde; --x: #12 }', css())).toEqual([]);
  });

  test('are written as they were', () => {
    const blue = { r: 0, g: 16, b: 255 };
    expect(writtenAs('#fff', blue, 1)).toBe('#0010ff');
    expect(writtenAs('#fff8', blue, 0.5)).toBe('#0010ff80');
    expect(writtenAs('rgb(1, 2, 3)', blue, 1)).toBe('rgb(0, 16, 255)');
    expect(writtenAs('rgb(1 2 3 / 40%)', blue, 0.4)).toBe('rgb(0 16 255 / 0.4)');
    expect(writtenAs('red', blue, 1)).toBe(toHex(blue));
  });
});

describe('Tab expands', () => {
  test.each([
    ['ul>li.item*3|', 'ul>li.item*3'],
    ['{% if x %}\n  .card|\n{% endif %}', '.card'],
    ['<main>section#top|</main>', 'section#top'],
    ['  div|', 'div'],
    ['!|', '!'],
    ['a[href="/x y"]{Read on}|', 'a[href="/x y"]{Read on}'],
    ['my-card>h2|', 'my-card>h2'],
  ])('%s', (text, wanted) => {
    expect(abbreviationAt(stateOf(text))).toEqual({ kind: 'markup', text: wanted });
  });

  test.each(['m10|', 'fz1.2rem|', 'color: red; m0|'])('.a { %s }', (text) => {
    const found = abbreviationAt(stateOf(`.a { ${text} }`, css()));
    expect(found).toEqual({ kind: 'stylesheet', text: text.replace(/^.* |\|/g, '') });
  });

  test.each([
    'Read more.|',
    'a div|',
    'see example.com|',
    'in 3.5|',
    '(see|',
    '<a href=".card|">',
    '<a .card|>',
    '{{ page.title|',
    '{% render "a" .x|',
    '<script>a.b>c|</script>',
    '<!-- ul>li| -->',
    'text   |',
  ])('but not %s', (text) => {
    expect(abbreviationAt(stateOf(text))).toBeUndefined();
  });

  test.each(['.a { color: red| }', '.card| {}', 'a { b: c } .x|'])('nor %s', (text) => {
    expect(abbreviationAt(stateOf(text, css()))).toBeUndefined();
  });
});
