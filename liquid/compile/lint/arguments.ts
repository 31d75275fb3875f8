import { didYouMean } from '../nearest.ts';
import type { Rule } from './lint.ts';

/** Arguments of `render` that the partial's `doc` tag requires, or does not know. */
export const lintArguments: Rule = (_source, facts, context, findings) => {
  for (const call of facts.calls) {
    const params =
      call.kind === 'render' && call.name !== undefined ? context.params?.(call.name) : undefined;
    if (!params) continue;
    const names = params.map(({ name }) => name);
    for (const { name, required } of params) {
      if (!required || call.args.includes(name)) continue;
      const message = `${call.name} needs the argument ${name}.`;
      findings.warn('missing_argument', message, call, `Add ${name}: and its value.`);
    }
    for (const name of call.args) {
      if (names.includes(name)) continue;
      const help = didYouMean(name, names) ?? `Its doc tag states ${names.join(', ') || 'none'}.`;
      findings.warn('unknown_argument', `${call.name} does not know the argument ${name}.`, call, help);
    }
  }
};
