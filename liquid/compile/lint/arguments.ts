import { didYouMean } from '../nearest.ts';
import type { DocParam } from './doc.ts';
import type { Rule } from './rule.ts';

/** What is wrong with the arguments of one `render`, as code, message and help. */
export type ArgumentFinding = readonly [code: string, message: string, help: string];

/** Arguments of `render` that the partial's `doc` tag requires, or does not know. */
export const lintArguments: Rule = (_source, facts, context, findings) => {
  for (const call of facts.calls) {
    const params =
      call.kind === 'render' && call.name !== undefined ? context.params?.(call.name) : undefined;
    if (!params) continue;
    for (const found of argumentFindings(call.name ?? '', call.args, params)) {
      const [code, message, help] = found;
      findings.warn(code, message, call, help);
    }
  }
};

/** Compares what a `render` of `partial` gives with what the partial's `doc` tag states. */
export function argumentFindings(
  partial: string,
  args: readonly string[],
  params: readonly DocParam[],
): ArgumentFinding[] {
  const names = params.map(({ name }) => name);
  const missing = params.filter(({ name, required }) => required && !args.includes(name));
  const unknown = args.filter((name) => !names.includes(name));
  return [
    ...missing.map(({ name }): ArgumentFinding => {
      return ['missing_argument', `${partial} needs the argument ${name}.`, `Add ${name}: and its value.`];
    }),
    ...unknown.map((name): ArgumentFinding => {
      const help = didYouMean(name, names) ?? `Its doc tag states ${names.join(', ') || 'none'}.`;
      return ['unknown_argument', `${partial} does not know the argument ${name}.`, help];
    }),
  ];
}
