import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from '../tools/home.ts';
import { bundleCli } from './bundle-cli.ts';
import { writeWorkers } from './bundle-workers.ts';

/** Before `npm pack`: makes `dist`, which is all that the package has. It needs no other package when it runs. */
const home = homeFolder();
const dist = join(home, 'dist');
rmSync(dist, { recursive: true, force: true });
await bundleCli(dist);
await writeWorkers(dist);
cpSync(join(home, 'examples/starter'), join(dist, 'examples/starter'), { recursive: true });
cpSync(join(home, 'examples/shop/site'), join(dist, 'examples/shop/site'), { recursive: true });
