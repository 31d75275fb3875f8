import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { copyProject } from './support/project.ts';
import { freePort, Started } from './support/started.ts';

const ROUNDS = 12;
/** Partials that a release is written in; together larger than what travels inside a manifest, so that packs are written. */
const PARTS = 12;
const PART_BYTES = 24_000;

/** A server that is not up yet, or ends: nothing was shown. */
const NO_ANSWER = new Set(['ECONNREFUSED', 'ECONNRESET']);

let root: string;
let started: Started;

afterAll(async () => {
  await started.interrupt();
  rmSync(root, { recursive: true, force: true });
});

/** A draft whose every file carries one number, and a home page that shows all of them. */
async function write(round: number): Promise<void> {
  const parts = Array.from({ length: PARTS }, (_, i) => `part${i}`);
  const files: Record<string, string> = {
    'site.yaml': `title: Kill\nround: ${round}\n`,
    'layouts/base.liquid': `<i>${round}</i>{% block main %}{% endblock %}`,
    'data/round.json': String(round),
    'pages/other.liquid': `<i>${round}</i>{% render 'part0' %}`,
    'pages/index.liquid': `---\nlayout: base\n---\n{% block main %}<i>{{ site.round }}</i><i>{{ data.round }}</i><b>{{ 'round.txt' | asset_url }}</b>${parts.map((part) => `{% render '${part}' %}`).join('')}{% endblock %}`,
  };
  for (const part of parts)
    files[`partials/${part}.liquid`] = `<i>${round}</i><p>${'x'.repeat(PART_BYTES)}</p>`;
  const edits = Object.entries(files).map(([path, text]) => ({ path, text }));
  const { status, text } = await started.admin('POST', '/api/batch', JSON.stringify({ edits }));
  expect([status, status === 200 || text]).toEqual([200, true]);
  const asset = await started.admin('PUT', '/api/files/assets/round.txt', `<i>${round}</i>`);
  expect([200, 201]).toContain(asset.status);
}

/** The one number that a visitor sees everywhere, and the release that says so; fails when they see two. */
async function see(): Promise<{ round: number; release: string | undefined }> {
  const home = await started.get('/');
  expect(home.status).toBe(200);
  const asset = await started.get(/<b>(.*?)<\/b>/.exec(home.text)?.[1] ?? '');
  const numbers = [...(home.text + asset.text).matchAll(/<i>(-?\d+)<\/i>/g)].map(([, number]) =>
    Number(number),
  );
  expect(numbers).toHaveLength(4 + PARTS);
  const [round = 0] = numbers;
  expect(numbers).toEqual(numbers.map(() => round));
  return { round, release: home.release };
}

/** Publishes the draft and returns how many milliseconds that took. */
async function publish(): Promise<number> {
  const before = performance.now();
  expect((await started.admin('POST', '/api/publish')).status).toBe(200);
  return performance.now() - before;
}

/** Visits the site again and again, from before it is up, until it is told to stop; returns the numbers that it saw, in order. */
async function visit(until: Promise<unknown>): Promise<number[]> {
  const seen: number[] = [];
  let over = false;
  const end = until.finally(() => {
    over = true;
  });
  while (!over) {
    const found = await see().catch((error) => {
      if (NO_ANSWER.has(error?.code)) return undefined;
      throw error;
    });
    if (found && found.round !== seen.at(-1)) seen.push(found.round);
    await sleep(50);
  }
  await end;
  return seen;
}

/** Waits until no publish is under way. One that was cut short goes on by itself. */
async function settle(): Promise<void> {
  const status = async () => JSON.parse((await started.admin('GET', '/api/status')).text);
  await expect.poll(async () => (await status()).publishing).toBeNull();
}

test('a kill in the middle of a publish never shows visitors anything but a whole release', async () => {
  root = copyProject();
  const port = await freePort();
  started = await new Started(root, port).ready();
  await write(0);
  await publish();
  // `live` moves at most once a second: what is measured is a publish that does not wait for that.
  const times = [];
  for (let i = 1; i <= 3; i++) {
    await write(-i);
    await sleep(1_000);
    times.push(await publish());
  }
  let usual = Math.max(...times);
  const cut = { visitorsSawOld: 0, visitorsSawNew: 0 };

  for (let round = 1; round <= ROUNDS; round++) {
    await write(round);
    const answer = publish().catch(() => undefined);
    // At all times of a publish, from its first moment to its end.
    await sleep(((round - Math.random()) / ROUNDS) * usual);
    await started.kill();
    const took = await answer;
    const wasCut = took === undefined;
    // The machine may have less to do now than when it was measured.
    if (!wasCut) usual = took;
    const again = new Started(root, port);
    started = again;
    const seen = await visit(again.ready());
    // Whole releases only (see), the old one or the new one, and never back.
    const before = round === 1 ? -3 : round - 1;
    expect([[before], [before, round], [round]]).toContainEqual(seen);
    if (wasCut) cut[seen[0] === round ? 'visitorsSawNew' : 'visitorsSawOld'] += 1;
    await settle();
    if (!wasCut) expect((await see()).round).toBe(round);
    // A kill may also have come before the publish had begun.
    if ((await see()).round !== round) await publish();
    expect((await see()).round).toBe(round);
  }
  console.log(
    `${ROUNDS} kills within a publish, of ${usual.toFixed(0)} ms at the end; before its end: ${JSON.stringify(cut)}`,
  );
  expect(cut.visitorsSawOld + cut.visitorsSawNew).toBeGreaterThan(ROUNDS / 4);
}, 900_000);
