import type { ImportResponse } from '../api/archive.ts';
import { plural } from '../parts/words.ts';
import { Findings } from '../releases/findings.tsx';
import { files } from '../session/site.ts';

type Change = ImportResponse['files'][number]['change'];

/** In the order of what can hurt. */
const CHANGES: readonly (readonly [Change, badge: string, word: string])[] = [
  ['deleted', 'bad', 'removed'],
  ['updated', 'warn', 'replaced'],
  ['created', '', 'new'],
];
/** Files of one kind that are listed. */
const LISTED = 300;

/** Files that an import changes: each but those that stay the same. */
export const changedBy = ({ files }: ImportResponse): number =>
  files.filter(({ change }) => change !== 'same').length;

/** What an import does to the draft: before it is done. */
export function ImportPlan({ plan, moved }: { plan: ImportResponse; moved: boolean }) {
  const changed = changedBy(plan);
  const groups = CHANGES.map(([change, badge, word]) => {
    return {
      badge,
      word,
      paths: plan.files.filter((file) => file.change === change).map(({ path }) => path),
    };
  }).filter(({ paths }) => paths.length > 0);
  const counts = groups.map(({ word, paths }) => `${paths.length} ${word}`).join(', ');
  return (
    <section class="stack import-plan">
      <h3>What changes in the draft</h3>
      <p class="soft">
        {changed === 0 ? 'The draft has all of this already.' : `${counts}.`} {besides(plan)}
        {groups.some(({ badge }) => badge !== '') && ' What was there stays in the history of its file.'}
      </p>
      {groups.map(({ word, badge, paths }) => (
        <details key={word} open={badge !== '' || !moved}>
          <summary>
            <span class={`badge ${badge}`}>{word}</span> {plural(paths.length, 'file')}
          </summary>
          <ul class="places mono">
            {paths.slice(0, LISTED).map((path) => (
              <li key={path}>{path}</li>
            ))}
            {paths.length > LISTED && <li class="soft">… and {paths.length - LISTED} more</li>}
          </ul>
        </details>
      ))}
      {plan.renamed.length > 0 && (
        <details>
          <summary>{plural(plan.renamed.length, 'file gets another name', 'files get other names')}</summary>
          <ul class="places mono">
            {plan.renamed.slice(0, LISTED).map(({ from, to }) => (
              <li key={from}>
                {from} → {to}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Findings diagnostics={plan.diagnostics} />
    </section>
  );
}

/** What becomes of files that the archive says nothing of. */
function besides({ files: planned }: ImportResponse): string {
  const same = planned.filter(({ change }) => change === 'same').length;
  const inDraft = planned.filter(({ path }) => files.value.has(path)).length;
  const besides = files.value.size - inDraft;
  const one = (count: number, stay: string) => (count === 0 ? '' : `${plural(count, 'file')} ${stay} `);
  return `${one(same, 'stay as they are.')}${one(besides, 'that the archive does not have stay beside them.')}`.trim();
}
