import { checkRefs } from '../../../../site/check.ts';
import { compileFile } from '../../../../site/compile-file.ts';
import type { Answer, Question } from './protocol.ts';

/** The language in a thread of its own, so that checking a large file never holds up typing. */
self.onmessage = ({ data: { id, question } }: MessageEvent<{ id: number; question: Question }>) => {
  self.postMessage({ id, ...answer(question) } satisfies Answer);
};

function answer(question: Question): Omit<Answer, 'id'> {
  const { path, text } = question;
  const { facts, code, diagnostics } = compileFile(path, text);
  if (question.ask === 'data') return { data: facts.config ?? JSON.parse(code || 'null') };
  const known = new Set(question.paths);
  const missing = checkRefs(path, facts, known).map((found) => ({ ...found, severity: 'warning' as const }));
  return { diagnostics: [...diagnostics, ...missing] };
}
