import { commands } from './commands/all.ts';
import { run } from './frame/run.ts';

/** The bin `meniscus`. */
process.exitCode = await run(commands, process.argv.slice(2));
