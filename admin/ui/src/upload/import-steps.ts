import type { MovedZip } from '../../../../move-in/move-zip.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { type ImportResponse, importZip } from '../api/archive.ts';
import { ApiError } from '../api/client.ts';
import { moveInThread } from './move-in.ts';

/** What an archive is read as: `find` looks what it is, `as-is` takes its files for those of a site. */
export type ReadAs = 'find' | 'jekyll' | 'html' | 'as-is';

/** What somebody asked for. */
export interface AskedImport {
  readonly zip: File;
  readonly readAs: ReadAs;
  readonly replace: boolean;
  readonly rename: boolean;
}

/** A name that no site can have, and one that it can. */
export interface OddName {
  readonly path: string;
  readonly suggestion: string;
}

/** How far an import is. */
export type Step =
  | { readonly at: 'nothing' }
  | { readonly at: 'busy'; readonly doing: string }
  | { readonly at: 'refused'; readonly problem: string; readonly names: readonly OddName[] }
  | {
      readonly at: 'found';
      /** What is sent: the archive, or the site that was made of it. */
      readonly packed: Blob;
      readonly moved: MovedZip | undefined;
      readonly plan: ImportResponse;
    };

/** Reads archives; the last one that moved in is kept, so that another choice does not move it again. */
export class ImportSteps {
  #last: { zip: File; readAs: ReadAs; moved: MovedZip | undefined } | undefined;

  /** Says what an import would change. `show` gets each step; nothing after `signal` ended it. */
  async look(asked: AskedImport, signal: AbortSignal, show: (step: Step) => void): Promise<void> {
    const showNow = (step: Step) => {
      if (!signal.aborted) show(step);
    };
    try {
      showNow({ at: 'busy', doing: 'Looking into the archive…' });
      const moved = await this.#move(asked, signal);
      const packed = moved ? new Blob([moved.zip], { type: 'application/zip' }) : asked.zip;
      showNow({ at: 'busy', doing: 'Comparing it with the draft…' });
      const plan = await importZip(packed, { ...asked, dryRun: true }, signal);
      showNow({ at: 'found', packed, moved, plan });
    } catch (error) {
      showNow(refused(error));
    }
  }

  async #move({ zip, readAs }: AskedImport, signal: AbortSignal): Promise<MovedZip | undefined> {
    if (readAs === 'as-is') return undefined;
    if (this.#last?.zip === zip && this.#last.readAs === readAs) return this.#last.moved;
    const kind = readAs === 'find' ? undefined : readAs;
    const moved = await moveInThread({ zip, name: zip.name, now: Date.now(), kind }, signal);
    this.#last = { zip, readAs, moved };
    return moved;
  }
}

/** The API speaks of its own parameters where names are refused. */
export function refused(error: unknown): Step {
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const names = errors.flatMap(({ path, suggestion }) => (suggestion ? [{ path, suggestion }] : []));
  const [first] = errors;
  if (names.length === 0 || !first) return { at: 'refused', problem: messageOf(error), names: [] };
  const count = names.length === 1 ? 'One name is no path' : `${names.length} names are no paths`;
  return { at: 'refused', problem: `${count} of a site. ${first.detail}`, names };
}
