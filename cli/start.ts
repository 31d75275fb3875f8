import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildUi } from './build-ui.ts';
import { DevServer } from './dev-server.ts';
import { ensureDevVars } from './dev-vars.ts';
import { isTaken, readPort } from './port.ts';
import { publishStarter } from './starter.ts';
import { welcome } from './welcome.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The site that an empty server begins with, and where the server keeps its data; the examples have their own. */
const SITE = process.env.MENISCUS_SITE ?? join(ROOT, 'examples/starter');
const STATE = process.env.MENISCUS_STATE ?? '.wrangler/state';
/** Milliseconds between looks whether whoever started us is still there. */
const PARENT_POLL = 500;

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** `npm start`: both Workers, a site in them, and what to do next. Returns when the user ends it. */
async function start(): Promise<void> {
  const port = readPort(process.env.PORT);
  if (await isTaken(port)) {
    throw new Error(
      `Port ${port} is taken, perhaps by another \`npm start\`. End that, or choose another port: PORT=${port + 1} npm start`,
    );
  }
  const token = ensureDevVars(join(ROOT, 'admin/.dev.vars'), `http://localhost:${port}`);
  buildUi(ROOT);
  const server = new DevServer(ROOT, port, STATE, (line) => console.log(line));
  const told = toldToEnd();
  try {
    await Promise.race([serve(server, { port, token }), told]);
    const crashed = await Promise.race([server.ended.then(() => true), told.then(() => false)]);
    if (crashed) throw new Error('The development server has ended by itself.');
  } finally {
    await server.stop();
  }
}

async function serve(server: DevServer, target: { port: number; token: string }): Promise<void> {
  await server.ready(target);
  const count = await publishStarter(target, SITE);
  if (count > 0) console.log(`Published the first site, ${count} files from ${relative(ROOT, SITE)}.`);
  console.log(await welcome(target));
}

/** Resolves when we are to end: by Ctrl-C, by a signal, or because our parent is gone. A second Ctrl-C changes nothing. */
function toldToEnd(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    setInterval(() => process.ppid !== parent && resolve(), PARENT_POLL).unref();
  });
}
