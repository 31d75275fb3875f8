import * as module from 'node:module';

// From Node 22 on, what it has compiled of us is kept for the next command; so all else is loaded after this.
module.enableCompileCache?.();
const { commands } = await import('./commands/all.ts');
const { run } = await import('./frame/run.ts');
const { processHost } = await import('./frame/host.ts');

/** The bin `meniscus`. */
process.exitCode = await run(commands, process.argv.slice(2), processHost());
