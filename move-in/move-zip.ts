import { zipSync } from 'fflate';
import { readPath } from '../schema/file.ts';
import { detect } from './detect.ts';
import { drawReport } from './draw-report.ts';
import { moveIn } from './move-in.ts';
import type { Kind } from './report.ts';
import type { Source } from './source.ts';
import { zipSource } from './zip-source.ts';

/** A zip of another system's site, as a zip of a site of Meniscus. */
export interface MovedZip {
  readonly kind: Kind;
  readonly zip: Uint8Array;
  /** As text, with what is left to do first. */
  readonly report: string;
}

/** Moves what is in a zip; undefined where that is a site of Meniscus, a part of one, or no system that can be moved. */
export async function moveZip(bytes: Uint8Array, now: number): Promise<MovedZip | undefined> {
  const source = zipSource(bytes);
  const { kinds, others } = detect(source);
  const [kind] = kinds;
  if (kind === undefined || kind === 'meniscus' || kinds.length + others.length > 1) return undefined;
  if (kind === 'html' && isPart(source)) return undefined;
  const { files, report } = await moveIn(source, kind, { now });
  const packed: Record<string, Uint8Array> = Object.create(null);
  for (const [path, file] of files)
    packed[path] = 'text' in file ? new TextEncoder().encode(file.text) : await source.read(file.copy);
  return { kind, zip: zipSync(packed, { level: 1 }), report: drawReport(report) };
}

/** Whether it has a template or entry of ours: then its pages of HTML are files of that site. */
const isPart = ({ files }: Source): boolean =>
  files.some(({ path }) => {
    const read = readPath(path);
    return 'kind' in read && !/^(?:asset|data|sample)$/.test(read.kind);
  });
