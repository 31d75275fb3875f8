import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { changeAfter } from '../../../admin/ui/src/form/moved-path.ts';
import { editYaml } from '../../../site/forms/yaml/edit.ts';
import type { Change } from '../../../site/forms/yaml/value.ts';

describe('changes of items that are shown where they were', () => {
  const of = fc.record({ kind: fc.constantFrom('insert', 'remove', 'up', 'down', 'set'), item: fc.nat(5) });

  test('are made to the items that were meant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(of, { maxLength: 6 }), (length, clicks) => {
        const shown = Array.from({ length }, (_, at) => `${at}`);
        let meant = shown;
        let text = `photos: ${JSON.stringify(shown)}\n`;
        const made: Change[] = [];
        for (const [turn, { kind, item }] of clicks.entries()) {
          const at = item % length;
          const change = clicked(kind, at, length, `n${turn}`);
          const after = changeAfter(change, made, length);
          meant = inItems(kind, shown[at] ?? '', `n${turn}`, meant);
          if (!after) continue;
          made.push(after);
          const edited = editYaml(text, after);
          expect(edited.ok).toBe(true);
          if (edited.ok) text = edited.text;
          // What is typed into an item changes its name for whoever looks for it.
          if (after.kind === 'set') {
            meant = meant.map((each) => (each === `n${turn}` ? (shown[at] ?? '') : each));
            text = `photos: ${JSON.stringify(meant)}\n`;
          }
          expect(parse(text).photos ?? []).toEqual(meant);
        }
      }),
    );
  });

  function clicked(kind: string, at: number, length: number, value: string): Change {
    const path = ['photos'];
    if (kind === 'insert') return { kind, path, at: length, value };
    if (kind === 'remove') return { kind, path: [...path, at] };
    if (kind === 'set') return { kind, path: [...path, at], value };
    return { kind: 'move', path, from: at, to: kind === 'up' ? at - 1 : at + 1 };
  }

  function inItems(kind: string, item: string, value: string, items: readonly string[]): string[] {
    const at = items.indexOf(item);
    if (kind === 'insert') return [...items, value];
    if (at < 0) return [...items];
    if (kind === 'remove') return items.toSpliced(at, 1);
    if (kind === 'set') return items.with(at, value);
    return items.toSpliced(at, 1).toSpliced(Math.max(0, kind === 'up' ? at - 1 : at + 1), 0, item);
  }
});
