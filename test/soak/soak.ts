import { setTimeout as sleep } from 'node:timers/promises';
import { Actors, type Counter, PAGES } from './actors.ts';
import { Report } from './report.ts';
import { startWorld, type World } from './world.ts';

export interface Soak {
  readonly seconds: number;
  readonly readers: number;
  readonly editors: number;
  /** Milliseconds between two kills, about. */
  readonly kills: number;
  /** A slow machine goes on until this holds, for ten times as long at most. */
  readonly enough?: (done: Report & Done) => boolean;
}

/** What was done to the product. */
interface Done {
  readonly kills: number;
  readonly injected: number;
}

/** Megabytes that a process may have: far above what one site takes, far below what leaks come to. */
const MEMORY = 600;
/** How much of what is asked of KV fails and is slow, once it goes on. */
const TROUBLE = { fails: 0.05, slow: 0.1 };

/**
 * The whole product under load: visitors, authors, publishes and rollbacks, while both Workers are killed and KV fails.
 * No visitor may see an error or two releases at once, no confirmed edit may be lost, and memory stays where it is.
 */
export async function soak({
  seconds,
  readers,
  editors,
  kills,
  enough = () => true,
}: Soak): Promise<Report & Done> {
  const world = await startWorld();
  const report = new Report();
  const ends = Date.now() + seconds * 1_000;
  const done = (): Report & Done =>
    Object.assign(report, { kills: world.site.kills + world.admin.kills, injected: world.kv.injected });
  const actors = new Actors(
    world,
    report,
    () => Date.now() > ends && (enough(done()) || Date.now() > ends + 9_000 * seconds),
  );
  try {
    // Two releases, so that there is one to go back to.
    for (let n = 0; n < 2; n++)
      if ((await actors.publishNext()) === undefined) report.fail('errors', 'nothing could be published');
    Object.assign(world.trouble.site, TROUBLE);
    Object.assign(world.trouble.admin, TROUBLE);
    // Two authors to a file, who must never overwrite one another.
    const counters = Array.from(
      { length: Math.ceil(editors / 2) },
      (_, at): Counter => ({ name: `count${at}`, confirmed: 0, unknown: 0 }),
    );
    await Promise.all([
      ...Array.from({ length: readers }, (_, at) => actors.read(PAGES[at % PAGES.length] ?? '/')),
      ...counters.flatMap((counter) => [actors.edit(counter), actors.edit(counter)]),
      actors.publish(),
      actors.rollBack(),
      actors.kill(kills),
      watchMemory(world, report, ends),
    ]);
    await checkEnd(world, actors, report, counters);
    return done();
  } finally {
    await world.end();
  }
}

/** With KV whole again, all that was confirmed is there, and one more publish reaches every visitor. */
async function checkEnd({ trouble }: World, actors: Actors, report: Report, counters: readonly Counter[]) {
  for (const each of [trouble.site, trouble.admin]) Object.assign(each, { fails: 0, slow: 0 });
  await actors.settle();
  for (const counter of counters) await actors.checkEdits(counter);
  const round = await actors.publishNext();
  if (round === undefined) report.fail('errors', 'the last publish failed');
  for (const path of PAGES) {
    let seen = await actors.look(path);
    for (let tries = 0; seen !== round && tries < 60; tries++) {
      await sleep(500);
      seen = await actors.look(path);
    }
    if (seen !== round) report.fail('mixed', `${path}: ${seen} at the end, ${round} was published`);
  }
}

async function watchMemory({ site, admin }: World, report: Report, ends: number) {
  const began = Date.now();
  const every = Math.max(1_000, (ends - began) / 20);
  while (Date.now() + every < ends) {
    await sleep(every);
    const now = { site: site.memory(), admin: admin.memory() };
    if (now.site === 0 || now.admin === 0) continue; // one of them is being started
    report.memory.push({ second: Math.round((Date.now() - began) / 1_000), ...now });
    if (Math.max(now.site, now.admin) > MEMORY) report.fail('memory', JSON.stringify(now));
  }
}
