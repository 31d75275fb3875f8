import type { Put } from '../../moved.ts';
import type { Plan } from '../plan.ts';
import { Names } from '../source/names.ts';
import { addressOfStatic } from '../source/statics.ts';

/** Files without front matter, at their old addresses: below /assets/ in assets/, all others in public/. */
export function writeStatics(plan: Plan, put: Put): void {
  const taken = new Names();
  for (const source of plan.site.statics) {
    const address = addressOfStatic(source, plan.site.config);
    if (address === undefined) {
      const help = 'Put it into another folder and move again, if visitors should have it.';
      const message = 'Files of collections without output are not published by Jekyll, and were left out.';
      plan.report.left('collection_file', message, help, { path: source });
      continue;
    }
    const path = address.startsWith('assets/') ? address : `public/${address}`;
    const name = path.normalize('NFC');
    if (taken.take(name.toLowerCase()) !== name.toLowerCase()) {
      const help = 'Rename one of them and move again.';
      plan.report.left('case', 'Two files differ only in case; this one was left out.', help, {
        path: source,
      });
      continue;
    }
    put(name, { copy: source });
    plan.report.moved('static', 'Other files are in public/, and those of assets/ in assets/.', source);
  }
}
