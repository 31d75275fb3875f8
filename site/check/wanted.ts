import type { SiteConfig } from '../../schema/site.ts';
import type { Facts } from '../facts.ts';
import { layoutPath, partialPath } from './names.ts';

/** The files that a template's own text and front matter name. */
export function wanted(facts: Facts, config: SiteConfig | undefined): string[] {
  const layout =
    facts.front?.layout ??
    (facts.front && !facts.refs?.layouts.length ? config?.defaults?.layout : undefined);
  return [
    ...(facts.refs?.partials ?? []).map(partialPath),
    ...(facts.refs?.layouts ?? []).map(layoutPath),
    ...(layout ? [layoutPath(layout)] : []),
  ];
}
