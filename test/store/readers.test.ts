import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { type Outcome, unwrap } from '../../admin/store/outcome.ts';
import { KEYS } from '../../schema/keys.ts';
import { typeOfAsset } from '../../schema/media.ts';
import { sha256 } from '../../site/hash.ts';
import { equip, isolate, publish, site, text } from './store.ts';

beforeEach(() => reset());

const PUBLISHES = 100;
const ROLLBACKS = 20;

/** A site that carries `mark` in layout, partial, data and an asset. */
async function saveMarked(mark: number): Promise<void> {
  const css = `/* ${mark} */`;
  const type = typeOfAsset('a.css');
  const hash = await sha256(css);
  const asset = await site().assetName(hash, type);
  await env.KV.put(KEYS.asset(asset.name), css, { metadata: { type } });
  await site().noteAsset(asset.name, asset.hash, css.length);
  const edits = [
    text(
      'pages/index.liquid',
      `{% layout "base" %}{% block main %}page:${mark} {% render "p" %} data:{{ data.mark }}{% endblock %}`,
    ),
    text('layouts/base.liquid', `layout:${mark} {% block main %}{% endblock %} {{ "a.css" | asset_url }}`),
    text('partials/p.liquid', `partial:${mark}`),
    text('data/mark.json', String(mark)),
    {
      path: 'assets/a.css',
      source: { content: { hash, size: css.length, asset: { name: asset.name, type } } },
    },
  ];
  unwrap((await site().commit(edits, 'test')) as Outcome<unknown>);
}

test('through 100 publishes and 20 rollbacks every answer is wholly one release, and none goes back', async () => {
  let leap = 0;
  await equip({
    now: () => {
      leap += 2_000;
      return Date.now() + leap;
    },
  });
  const moves: number[] = [];
  const ids: string[] = [];
  await saveMarked(0);
  ids.push(await publish());
  moves.push(0);
  let over = false;
  let answers = 0;

  const read = async () => {
    const visit = isolate();
    let seen = 0;
    while (!over) {
      const { status, body } = await visit('/');
      expect(status).toBe(200);
      const marks = [...body.matchAll(/(?:layout|page|partial|data):(\d+)/g)].map((match) =>
        Number(match[1]),
      );
      expect(marks).toHaveLength(4);
      const [mark] = marks;
      expect(new Set(marks).size).toBe(1);
      const asset = await visit(body.slice(body.indexOf('/assets/')));
      expect(asset.body).toBe(`/* ${mark} */`);
      // Moves are noted before KV has them, so what is seen is at or after the place of the last answer.
      const at = moves.indexOf(mark ?? -1, seen);
      expect(at, `${mark} after place ${seen} of ${moves.join()}`).toBeGreaterThanOrEqual(0);
      seen = at;
      answers += 1;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };

  const write = async () => {
    for (let mark = 1; mark < PUBLISHES; mark++) {
      await saveMarked(mark);
      moves.push(mark);
      ids.push(await publish());
      if (mark % (PUBLISHES / ROLLBACKS) !== 0) continue;
      const back = mark - 3;
      moves.push(back);
      unwrap((await site().rollback(ids[back] ?? '')) as Outcome<unknown>);
    }
    over = true;
  };

  await Promise.all([write(), read(), read(), read()]);
  expect(moves.length).toBeGreaterThanOrEqual(PUBLISHES + ROLLBACKS - 1);
  expect(answers).toBeGreaterThan(PUBLISHES);
}, 400_000);
