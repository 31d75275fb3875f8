import { diffIndices } from 'node-diff3';
import type { Colours } from './colours.ts';
import { plural } from './words.ts';

/** Lines around a change. */
const CONTEXT = 2;
/** Lines that are shown of one difference. */
const MOST = 40;
/** Lines of a text beyond which nothing is compared. */
const COMPARED = 20_000;

/** A unified diff of two texts, in the usual signs, cut after some lines. Empty for equal texts. */
export function drawDiff(before: string, after: string, { red, green, cyan, dim }: Colours): string {
  const [a, b] = [before.split('\n'), after.split('\n')];
  if (Math.max(a.length, b.length) > COMPARED) return dim('  (too long to be compared here)');
  const out: string[] = [];
  let shown = 0;
  for (const { buffer1, buffer2 } of diffIndices(a, b)) {
    const [from, gone] = buffer1;
    const [to, come] = buffer2;
    const start = Math.max(shown, from - CONTEXT);
    out.push(cyan(`@@ -${from + 1},${gone} +${to + 1},${come} @@`));
    out.push(...a.slice(start, from).map((line) => ` ${line}`));
    out.push(...a.slice(from, from + gone).map((line) => red(`-${line}`)));
    out.push(...b.slice(to, to + come).map((line) => green(`+${line}`)));
    shown = from + gone;
    out.push(...a.slice(shown, shown + CONTEXT).map((line) => ` ${line}`));
    shown += CONTEXT;
  }
  const rest = out.length - MOST;
  const lines = rest > 0 ? [...out.slice(0, MOST), dim(`… ${plural(rest, 'more line')}`)] : out;
  return lines.map((line) => `    ${line}`).join('\n');
}
