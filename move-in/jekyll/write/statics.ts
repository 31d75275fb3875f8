import type { Put } from '../../moved.ts';
import type { Plan } from '../plan.ts';
import { Names } from '../source/names.ts';

/** Files without front matter, at their old addresses: below /assets/ in assets/, all others in public/. */
export function writeStatics(plan: Plan, put: Put): void {
  const taken = new Names();
  for (const source of plan.site.statics) {
    const path = source.startsWith('assets/') ? source : `public/${source}`;
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
