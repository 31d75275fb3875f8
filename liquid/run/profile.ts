import type { Program } from '../program.ts';
import type { Profile } from './frame.ts';
import { position } from './locate.ts';

/** How often the tags of each line of `program` ran in a render with `env.profile`. */
export function profileLines(profile: Profile, program: Program): Map<number, number> {
  const lines = new Map<number, number>();
  for (const [offset, count] of profile.get(program.name) ?? []) {
    const { line } = position(program, offset);
    lines.set(line, (lines.get(line) ?? 0) + count);
  }
  return lines;
}
