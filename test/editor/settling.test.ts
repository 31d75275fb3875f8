import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { settledErrors, settleErrors, settling } from '../../admin/ui/src/preview/settled-errors.ts';
import {
  changed,
  NOTHING_SETTLED,
  PAUSE,
  rendered,
  type Settling,
  settle,
  settlesIn,
} from '../../admin/ui/src/preview/settling.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { runs } from '../support/runs.ts';

const AT = { offset: 0, line: 1, column: 1 };
const error = (message: string): Diagnostic => ({
  severity: 'error',
  code: 'x',
  message,
  start: AT,
  end: AT,
});
const messages = (state: Settling) => state.shown.map(({ message }) => message);

describe('errors of the page', () => {
  test('that were there before anybody typed are shown at once', () => {
    const state = rendered(changed(NOTHING_SETTLED), 1, [error('a')]);
    expect(messages(state)).toEqual([]);
    expect(settlesIn(state, 0)).toBe(0);
    expect(messages(settle(state, 0))).toEqual(['a']);
  });

  test('of what is typed are shown after a pause, to the millisecond', () => {
    const state = rendered(changed(NOTHING_SETTLED, 500), 1, [error('a')]);
    expect(settlesIn(state, 600)).toBe(PAUSE - 100);
    expect(messages(settle(state, 500 + PAUSE - 1))).toEqual([]);
    expect(messages(settle(state, 500 + PAUSE))).toEqual(['a']);
  });

  test('of a text that is gone are not shown, however late it is', () => {
    const state = changed(rendered(changed(NOTHING_SETTLED, 0), 1, [error('a')]), 900);
    expect(settlesIn(state, 99_999)).toBeUndefined();
    expect(messages(settle(state, 99_999))).toEqual([]);
  });

  test('that are shown stay while one types, at their new places, until an answer lacks them', () => {
    const moved = { ...error('a'), start: { offset: 9, line: 2, column: 1 } };
    let state = settle(rendered(changed(NOTHING_SETTLED, 0), 1, [error('a'), error('b')]), PAUSE);
    state = changed(state, 2_000);
    expect(messages(state)).toEqual(['a', 'b']);
    state = rendered(state, 2, [moved, error('c')]);
    expect(state.shown).toEqual([moved]);
    expect(messages(settle(state, 2_000 + PAUSE))).toEqual(['a', 'c']);
    expect(messages(rendered(changed(state), 3, []))).toEqual([]);
  });

  test('of an answer that comes after a newer one change nothing', () => {
    const state = rendered(changed(changed(NOTHING_SETTLED)), 2, []);
    expect(rendered(state, 1, [error('a')])).toBe(state);
  });
});

/** Milliseconds that the editor keeps keys to itself, and that the preview waits for quiet. */
const [EDITOR, PREVIEW] = [90, 40];

/** An editor and a preview, of which every key makes a text with an error of its own, or with none. */
class Typist {
  /** The text that is in the editor, the one that it has told, and the one that was looked at last. */
  keys = 0;
  text = 0;
  /** Errors that came up, with what was in the editor then. */
  readonly broughtUp: [message: string, keys: number][] = [];
  #editor: ReturnType<typeof setTimeout> | undefined;
  #preview: ReturnType<typeof setTimeout> | undefined;
  #answer: ReturnType<typeof setTimeout> | undefined;
  readonly #latency: (text: number) => number;
  readonly #errorOf: (text: number) => string | undefined;

  constructor(latency: (text: number) => number, errorOf: (text: number) => string | undefined) {
    this.#latency = latency;
    this.#errorOf = errorOf;
  }

  key(): void {
    this.keys += 1;
    clearTimeout(this.#editor);
    this.#editor = setTimeout(() => this.flush(), EDITOR);
  }

  flush = (): void => {
    clearTimeout(this.#editor);
    if (this.text === this.keys) return;
    const text = this.keys;
    this.text = text;
    settling.value = changed(settling.peek(), performance.now());
    const { version } = settling.peek();
    clearTimeout(this.#preview);
    this.#preview = setTimeout(() => {
      clearTimeout(this.#answer);
      this.#answer = setTimeout(() => {
        const found = this.#errorOf(text);
        settling.value = rendered(settling.peek(), version, found === undefined ? [] : [error(found)]);
      }, this.#latency(text));
    }, PREVIEW);
  };

  watch(): () => void {
    let before: readonly Diagnostic[] = [];
    return settledErrors.subscribe((now) => {
      for (const { message } of now)
        if (!before.some((known) => known.message === message)) this.broughtUp.push([message, this.keys]);
      before = now;
    });
  }
}

describe('while somebody types', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    settling.value = NOTHING_SETTLED;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Types with pauses, waits until nothing happens any more, and answers the errors that came up. */
  function type(pauses: readonly number[], latency: (text: number) => number): Typist {
    const typist = new Typist(latency, (text) => (text % 3 === 0 ? undefined : `error of ${text}`));
    const stop = settleErrors(typist.flush);
    const unwatch = typist.watch();
    for (const pause of pauses) {
      typist.key();
      vi.advanceTimersByTime(pause);
    }
    vi.advanceTimersByTime(20_000);
    stop();
    unwatch();
    return typist;
  }

  test('a key that the editor still keeps to itself holds back the error of the text before it', () => {
    expect(type([PAUSE + EDITOR - 1, 500], () => 10).broughtUp).toEqual([['error of 2', 2]]);
  });

  test('an error comes up for the text that is in the editor alone, and the last one always does', () => {
    const pause = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 900, max: 1_300 }));
    fc.assert(
      fc.property(
        fc.array(pause, { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 12, maxLength: 12 }),
        (pauses, latencies) => {
          settling.value = NOTHING_SETTLED;
          const typist = type(pauses, (text) => latencies[text - 1] ?? 1);
          for (const [message, keys] of typist.broughtUp) expect(message).toBe(`error of ${keys}`);
          const last = pauses.length % 3 === 0 ? [] : [`error of ${pauses.length}`];
          expect(settledErrors.value.map(({ message }) => message)).toEqual(last);
        },
      ),
      { numRuns: runs(300) },
    );
  });
});
