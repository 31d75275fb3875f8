import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DevServer } from './dev-server.ts';
import { ensureDevVars } from './dev-vars.ts';
import { plural } from './output/words.ts';
import { isTaken, readPort } from './port.ts';
import { publishStarter } from './starter.ts';
import { welcome } from './welcome.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The site that an empty server begins with, and where the server keeps its data; the examples have their own. */
const SITE = process.env.MENISCUS_SITE ?? join(ROOT, 'examples/starter');
const STATE = process.env.MENISCUS_STATE ?? '.wrangler/state';
/** Milliseconds between looks whether the process that started us still runs. */
const PARENT_POLL = 500;

/**
 * Serves both Workers, with a site in them, and prints what to do next. `buildUi` is called first, and `alongside` when
 * the Workers answer. Returns when the user ends it; throws when the server ends by itself.
 */
export async function serve(buildUi: () => Promise<void> | void, alongside: () => void = () => {}) {
  const port = readPort(process.env.PORT);
  if (await isTaken(port)) {
    throw new Error(
      `Port ${port} is taken, perhaps by another \`npm start\`. End that, or choose another port: PORT=${port + 1} npm start`,
    );
  }
  const token = ensureDevVars(join(ROOT, 'admin/.dev.vars'), `http://localhost:${port}`);
  await buildUi();
  const server = new DevServer(ROOT, port, STATE, (line) => console.log(line));
  const told = toldToEnd();
  try {
    await Promise.race([greet(server, { port, token }, alongside), told]);
    const crashed = await Promise.race([server.ended.then(() => true), told.then(() => false)]);
    if (crashed) throw new Error('The development server has ended by itself.');
  } finally {
    await server.stop();
  }
}

async function greet(server: DevServer, target: { port: number; token: string }, alongside: () => void) {
  await server.ready(target);
  const count = await publishStarter(target, SITE);
  if (count > 0)
    console.log(`Published the first site, ${plural(count, 'file')} from ${relative(ROOT, SITE)}.`);
  console.log(await welcome(target));
  alongside();
}

/** Resolves when we are to end: by Ctrl-C, by a signal, or because our parent is gone. A second Ctrl-C changes nothing. */
function toldToEnd(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    setInterval(() => process.ppid !== parent && resolve(), PARENT_POLL).unref();
  });
}
