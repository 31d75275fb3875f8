import { Assembled, packsFrom } from '../../../admin/check/assembled.ts';
import { Gate } from '../../../admin/check/gate.ts';
import { PageReports, readReports } from '../../../admin/check/reports/page-reports.ts';
import type { Large } from '../../../admin/check/runs.ts';
import { knownAddresses } from '../../../site/addresses/known.ts';
import type { Facts } from '../../../site/facts.ts';
import { type Built, buildSite, factsOf } from '../../support/build-site.ts';
import { SeenInMemory, type SeenRows } from './seen-rows.ts';

export type Files = Readonly<Record<string, string>>;

/** What a check kept. */
export interface Kept {
  readonly first: string;
  readonly rows: SeenRows | undefined;
  /** Bodies that could be made, by path: of pages that were carried over those of before. */
  readonly texts: ReadonlyMap<string, string | undefined>;
}

/** Runs the gate over files, with what it kept of the release before. `large` says which sites are. */
export async function check(files: Files, before: Kept | undefined, large?: Large) {
  const built: Built = await buildSite(files);
  const facts = new Map<string, Facts>(
    Object.entries(files).map(([path, text]) => [path, factsOf(path, text)]),
  );
  const packs = new Map(built.packs.map((pack) => [pack.name, pack.text]));
  const site = new Assembled(
    built.manifest,
    packsFrom((name) => packs.get(name)),
  );
  const read = (key: string) => (key === 'data/things' ? [{ id: 'a' }, { id: 'b' }] : undefined);
  const { known } = knownAddresses(facts, { at: 0 }, read);
  const seen = new SeenInMemory(before?.first, before?.rows);
  const parts: string[] = [];
  const pages = new PageReports((part) => parts.push(part));
  /** Bytes of bodies that could be made, by path. */
  const bodies = new Map<string, number>();
  /** Known addresses whose pages were rendered. */
  const offered: string[] = [];
  const bodyTexts = new Map<string, string | undefined>();
  const taking = {
    offer: async ({ known, pattern }: { known?: { path: string }; pattern: string }, text: string) => {
      bodies.set(known?.path ?? pattern, Buffer.byteLength(text));
      bodyTexts.set(known?.path ?? pattern, text);
      if (known) offered.push(known.path);
    },
    again: (_: unknown, { path }: { path: string }, bytes: number) => {
      bodies.set(path, bytes);
      bodyTexts.set(path, before?.texts.get(path));
      return undefined;
    },
  };
  const sources = { facts, texts: (path: string) => files[path], now: 0, known, seen, pages, bodies: taking };
  const gate = new Gate(site, { ...sources, ...(large && { large }) });
  await gate.seen.begin();
  let slices = 1;
  while (!(await gate.slice())) slices++;
  let first = '';
  for await (const piece of gate.seen.end()) first += piece;
  return {
    slices,
    counts: gate.counts,
    told: { pages: readReports(parts.join('')), diagnostics: gate.diagnostics },
    bodies,
    offered: offered.sort(),
    residuals: gate.residuals.all,
    kept: { first, rows: seen.kept, texts: bodyTexts },
  };
}
