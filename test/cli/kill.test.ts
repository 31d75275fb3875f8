import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { copyProject } from './support/project.ts';
import { freePort, Started } from './support/started.ts';

const ROUNDS = 20;
/** Partials that a release is written in; together larger than what travels inside a manifest, so that packs are written. */
const PARTS = 12;
const PART_BYTES = 40_000;

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
    'assets/round.txt': `<i>${round}</i>`,
    'pages/other.liquid': `<i>${round}</i>{% render 'part0' %}`,
    'pages/index.liquid': `---\nlayout: base\n---\n{% block main %}<i>{{ site.round }}</i><i>{{ data.round }}</i><b>{{ 'round.txt' | asset_url }}</b>${parts.map((part) => `{% render '${part}' %}`).join('')}{% endblock %}`,
  };
  for (const part of parts)
    files[`partials/${part}.liquid`] = `<i>${round}</i><p>${'x'.repeat(PART_BYTES)}</p>`;
  for (const [path, text] of Object.entries(files)) {
    const { status } = await started.admin('PUT', `/api/files/${path}`, text);
    expect([200, 201]).toContain(status);
  }
}

/** The one number that a visitor sees everywhere, and the release that says so; fails when they see two. */
async function see(): Promise<{ round: number; release: string | undefined }> {
  const home = await started.get('/');
  expect(home.status).toBe(200);
  const asset = await started.get(/<b>(.*?)<\/b>/.exec(home.text)?.[1] ?? '');
  const numbers = [...(home.text + asset.text).matchAll(/<i>(\d+)<\/i>/g)].map(([, number]) =>
    Number(number),
  );
  expect(numbers).toHaveLength(4 + PARTS);
  const [round = -1] = numbers;
  expect(numbers).toEqual(numbers.map(() => round));
  return { round, release: home.release };
}

test('a kill in the middle of a publish never shows visitors anything but a whole release', async () => {
  root = copyProject();
  const port = await freePort();
  started = await new Started(root, port).ready();
  await write(0);
  const before = Date.now();
  expect((await started.admin('POST', '/api/publish')).status).toBe(200);
  const publishTime = Date.now() - before;
  const rounds = new Map([[(await see()).release, 0]]);
  const survived = { old: 0, new: 0 };

  for (let round = 1; round <= ROUNDS; round++) {
    await write(round);
    const publishing = started.admin('POST', '/api/publish').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * publishTime * 1.2));
    await started.kill();
    await publishing;
    started = await new Started(root, port).ready();
    const seen = await see();
    expect([round - 1, round]).toContain(seen.round);
    survived[seen.round === round ? 'new' : 'old'] += 1;
    // A release is immutable: what it showed once it shows always, also on another page.
    expect(rounds.get(seen.release) ?? seen.round).toBe(seen.round);
    rounds.set(seen.release, seen.round);
    const other = await started.get('/other');
    if (other.release === seen.release)
      expect(other.text).toContain(`<i>${seen.round}</i><i>${seen.round}</i>`);
    // The publish that was cut short goes on by itself.
    await expect.poll(async () => (await see()).round, { timeout: 20_000 }).toBe(round);
  }
  console.log(
    `killed ${ROUNDS} publishes of about ${publishTime} ms: the old release was live ${survived.old} times, the new one ${survived.new} times`,
  );
}, 300_000);
