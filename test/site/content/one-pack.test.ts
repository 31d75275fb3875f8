import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { NodeStore } from '../../support/node-store.ts';

const MEGABYTE = 1024 * 1024;
const MANY = 300;
/** Characters of a text, which is compiled quickly: HTML. */
const LONG = 60_000;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Bytes of JavaScript that something still refers to. */
function held(): number {
  collect();
  return getHeapStatistics().used_heap_size;
}

test('a publish has some of its packs in memory, not all of them', async () => {
  const site = new NodeStore();
  const text = '<p>The water came at nine.</p>\n'.repeat(LONG / 31);
  await site.save({ 'pages/posts/[slug].liquid': '---\nentry: posts\n---\n{{ entry.content }}' });
  for (let from = 0; from < MANY; from += 150)
    await site.save(
      Object.fromEntries(
        Array.from({ length: 150 }, (_, n) => [
          `content/posts/post-${from + n}.liquid`,
          `---\norder: ${from + n}\n---\n${from + n}${text}`,
        ]),
      ),
    );
  // KV is not in this memory.
  site.kv.set = () => site.kv;
  let written = 0;
  let most = 0;
  const before = held();
  const look = () => {
    most = Math.max(most, held() - before);
  };
  site.written = async (value) => {
    written += value.length;
  };
  const timer = setInterval(look, 300);
  const { state, reason } = await site.publish();
  clearInterval(timer);
  expect([state, reason]).toEqual(['live', null]);
  expect(written).toBeGreaterThan(16 * MEGABYTE);
  // What the gate may remember is 16 MB, the most of it.
  expect(most / MEGABYTE).toBeLessThan(13);
}, 240_000);
