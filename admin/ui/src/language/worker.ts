import { checkRefs } from '../../../../site/check/check.ts';
import type { Facts } from '../../../../site/facts.ts';
import { compileFile } from '../../../../site/files/compile-file.ts';
import { contentFindings } from './content-findings.ts';
import { editYaml, readYaml } from './edit-yaml.ts';
import type { Answer, Question } from './protocol.ts';

/** The language in a thread of its own, so that checking a large file never holds up typing. */
self.onmessage = ({ data: { id, question } }: MessageEvent<{ id: number; question: Question }>) => {
  self.postMessage({ id, ...answerSafely(question) } satisfies Answer);
};

/** Who asks must hear something, or it waits for ever. */
function answerSafely(question: Question): Omit<Answer, 'id'> {
  try {
    return answer(question);
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

function answer(question: Question): Omit<Answer, 'id'> {
  if (question.ask === 'yaml') return { data: readYaml(question.text) };
  if (question.ask === 'edit') {
    const text = editYaml(question.text, question.changes);
    return text === undefined ? {} : { text };
  }
  const { path, text } = question;
  const { facts, code, diagnostics } = compileFile(path, text);
  if (question.ask === 'data') return { data: dataOf(facts, code) };
  const known = new Set(question.paths);
  const missing = checkRefs(path, facts, known).map((found) => ({ ...found, severity: 'warning' as const }));
  return { diagnostics: [...diagnostics, ...missing, ...contentFindings(question, facts)] };
}

function dataOf({ config, collection, entry }: Facts, code: string): unknown {
  return config ?? collection ?? entry?.fields ?? JSON.parse(code || 'null');
}
