import { afterEach, beforeEach, expect, test } from 'vitest';
import { bytesOf, pick, random, textLines } from '../support/edits.ts';
import { linesOf } from '../support/ledger.ts';
import { Person } from '../support/meniscus.ts';
import { RunningDev } from '../support/running.ts';
import { type Server, useServer } from '../support/server.ts';
import { freePort } from '../support/started.ts';

/** Two people who both have `meniscus dev` running, and one who saves with the API, all at once. */
let server: Server;
let people: readonly Person[];
let devs: RunningDev[];

useServer((started) => {
  server = started;
});

beforeEach(() => {
  people = ['ada', 'bob'].map((name) => {
    const person = new Person(name);
    person.env = server.env;
    return person;
  });
  devs = [];
});

afterEach(async () => {
  await Promise.all(devs.map((dev) => dev.stop()));
  for (const person of people) person.remove();
});

const PATHS = ['pages/a.liquid', 'pages/b.liquid', 'data/c.yaml', 'partials/new/d.liquid'];
const ROUNDS = 8;

async function draftOf(path: string): Promise<{ text: string; etag: string | undefined }> {
  const { status, text, etag } = await server.api('GET', `/files/${path}`);
  return status === 200 ? { text, etag } : { text: '', etag: undefined };
}

/** A line more, at the end. Nobody waits between reading and writing, so that nothing comes between them here. */
function add(person: Person, path: string, line: string): void {
  person.write(path, bytesOf(path, [...textLines(person.read(path)), line], '\n'));
}

async function addThere(path: string, line: string): Promise<void> {
  const { text, etag } = await draftOf(path);
  const condition = etag === undefined ? { ifNoneMatch: '*' } : { ifMatch: etag };
  const edits = [{ path, text: `${line}\n${text}`, ...condition }];
  const { status } = await server.api('POST', '/batch', { edits });
  if (status !== 200) await addThere(path, line); // somebody was faster
}

/** Ends a conflict as people do: both lines in the file, and another terminal. */
async function settle(person: Person, path: string): Promise<void> {
  const { text } = await draftOf(path);
  const lines = [...new Set([...textLines(text), ...textLines(person.read(path))])];
  person.write(path, bytesOf(path, lines, '\n'));
  await person.run(['push', '--force', '--yes', '--only', path]);
}

const isIn = (line: string, text: string | undefined) => linesOf(text).includes(line);

test('two people in dev and one with the API save at once: every line arrives everywhere', {
  timeout: 300_000,
}, async () => {
  const [ada, bob] = people as [Person, Person]; // as made above
  ada.write('site.yaml', 'title: Together\n');
  for (const path of PATHS.slice(0, 3)) ada.write(path, '# start\n');
  await ada.run(['push']);
  await bob.run(['pull']);
  for (const person of people)
    devs.push(await RunningDev.start(person, ['--port', String(await freePort())]));
  const chance = random(Number(process.env.MENISCUS_SEED ?? 17));
  const all: { line: string; path: string }[] = [];
  let conflicts = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const saved = [...people, undefined].map((person, at) => ({
      person,
      path: pick(chance, PATHS),
      line: `# line-${round}-${at}`,
    }));
    for (const { person, path, line } of saved) if (person) add(person, path, line);
    for (const { person, path, line } of saved) if (!person) await addThere(path, line);
    all.push(...saved);
    // Each line is in the draft, or its file in conflict; then it is ended, and the line is there.
    for (const { person, path, line } of saved) {
      const arrived = async () => isIn(line, (await draftOf(path)).text);
      if (!person) continue;
      const dev = devs[people.indexOf(person)];
      await dev?.until(
        async () => (await arrived()) || dev.last.problem.includes(path),
        `${line} of ${path}`,
      );
      if (await arrived()) continue;
      conflicts++;
      for (let tries = 0; tries < 5 && !(await arrived()); tries++) await settle(person, path);
      expect(await arrived(), `${line} of ${path}`).toBe(true);
    }
    for (const [at, dev] of devs.entries())
      await dev.until(async () => {
        for (const { path } of saved) if (people[at]?.read(path) !== (await draftOf(path)).text) return false;
        return true;
      }, `the same as the draft, after round ${round}`);
  }
  for (const { line, path } of all) {
    expect(isIn(line, (await draftOf(path)).text), `${line} of ${path}`).toBe(true);
    for (const person of people) expect(isIn(line, person.read(path)), `${line} of ${path}`).toBe(true);
  }
  expect(conflicts).toBeGreaterThan(0);
});
