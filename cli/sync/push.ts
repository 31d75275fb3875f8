import type { Client } from '../api/client.ts';
import { Refused } from '../api/refusal.ts';
import type { Context } from '../frame/context.ts';
import { type Move, type Plan, planPush, type SyncRequest, select } from './plan.ts';
import { sendMoves } from './send.ts';
import { type Looked, lookFor, noteDone, type Sides } from './sync.ts';
import { seenAfter } from './there.ts';

export interface Pushed extends Pick<Plan, 'moves' | 'conflicts' | 'kept' | 'behind'> {
  /** The API's answer; null where there was nothing to send, or conflicts. */
  readonly batch: Awaited<ReturnType<typeof sendMoves>> | null;
}

/** Times that the draft may change between a look at it and our batch. */
const TRIES = 3;

export async function lookForPush(ctx: Context, client: Client, request: SyncRequest): Promise<Looked> {
  const sides = await lookFor(ctx, client, request);
  return { sides, plan: planPush(select(sides.differences, request.only), request) };
}

/** Sends what only the folder has changed. With a conflict among it, nothing is sent. `looked` is what was seen before. */
export async function push(
  ctx: Context,
  client: Client,
  request: SyncRequest,
  looked?: Looked,
): Promise<Pushed> {
  let now = looked ?? (await lookForPush(ctx, client, request));
  for (let tries = 1; ; tries++) {
    try {
      return await pushOnce(ctx, client, request, now);
    } catch (error) {
      // Somebody saved one of these files since we looked: it is looked at again, and may be a conflict now.
      if (!isOvertaken(error) || tries === TRIES) throw error;
      now = await lookForPush(ctx, client, { ...request, force: false });
    }
  }
}

async function pushOnce(
  ctx: Context,
  client: Client,
  request: SyncRequest,
  { sides, plan }: Looked,
): Promise<Pushed> {
  const { moves, conflicts, kept, behind, agreed } = plan;
  const nothing = moves.length === 0 || conflicts.length > 0;
  if (nothing) {
    if (!request.dryRun)
      noteDone(request.folder, client, sides, agreed, { seen: sides.there.seen, changed: [] });
    return { moves: conflicts.length > 0 ? [] : moves, conflicts, kept, behind, batch: null };
  }
  const draft = sides.there.seen?.draft ?? '';
  const batch = await sendMoves(ctx, client, request.folder, moves, { draft, dryRun: request.dryRun });
  if (!request.dryRun) {
    const changed = moves.map(({ path, hash }) => [path, hash] as const);
    const seen = seenAfter(sides.there.seen, batch.draft, countAfter(sides, moves), batch.saves);
    noteDone(request.folder, client, sides, [...agreed, ...changed], { seen, changed });
    ctx.safe.says = `The draft of ${client.target.name} has this push.`;
  }
  return { moves, conflicts, kept, behind, batch };
}

function countAfter({ there }: Sides, moves: readonly Move[]): number {
  const paths = new Set(there.files.keys());
  for (const { path, hash } of moves) {
    if (hash === null) paths.delete(path);
    else paths.add(path);
  }
  return paths.size;
}

/** Whether a batch was refused for what others did, not for what is in it. */
export function isOvertaken(error: unknown): boolean {
  if (!(error instanceof Refused)) return false;
  const { code, errors } = error.problem;
  return code === 'precondition_failed' || (errors ?? []).some((each) => each.code === 'precondition_failed');
}
