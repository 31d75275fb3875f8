import { soak } from './soak.ts';

/** `npm run soak`, or `npm run soak -- 600` for ten minutes. */
const seconds = Number(process.argv[2] ?? 180);
if (!(seconds >= 5)) throw new Error('npm run soak -- SECONDS: at least 5');
console.log(`Soaking for ${seconds} seconds…`);
const report = await soak({ seconds, readers: 12, editors: 6, kills: 4_000 });
console.log(`${report}\nkills ${report.kills}, KV operations made to fail ${report.injected}`);
process.exit(report.ok ? 0 : 1);
