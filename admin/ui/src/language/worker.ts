import { isMarkdown } from '../../../../schema/file.ts';
import { checkRefs } from '../../../../site/check/check.ts';
import type { Facts } from '../../../../site/facts.ts';
import { compileWith } from '../../../../site/files/compile-with.ts';
import { contentFindings } from './content-findings.ts';
import { editYaml, readYaml } from './edit-yaml.ts';
import type { Answer, Question } from './protocol.ts';

/** The language in a thread of its own, so that checking a large file never holds up typing. */
self.onmessage = async ({ data: { id, question } }: MessageEvent<{ id: number; question: Question }>) => {
  self.postMessage({ id, ...(await answerSafely(question)) } satisfies Answer);
};

/** Who asks must hear something, or it waits for ever. */
async function answerSafely(question: Question): Promise<Omit<Answer, 'id'>> {
  try {
    return await answer(question);
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

async function answer(question: Question): Promise<Omit<Answer, 'id'>> {
  if (question.ask === 'yaml') return { data: readYaml(question.text) };
  if (question.ask === 'edit') {
    const text = editYaml(question.text, question.changes);
    return text === undefined ? {} : { text };
  }
  const { path, text } = question;
  // A quarter of what the editor loads reads Markdown and colours its code: only who writes some waits for it.
  const markdown = isMarkdown(path) ? await import('../../../../site/markdown/compile.ts') : undefined;
  const { facts, code, diagnostics } = compileWith(markdown?.TEXTS, path, text);
  if (question.ask === 'data') return { data: dataOf(facts, code) };
  const known = new Set(question.paths);
  const missing = checkRefs(path, facts, known).map((found) => ({ ...found, severity: 'warning' as const }));
  return { diagnostics: [...diagnostics, ...missing, ...contentFindings(question, facts)] };
}

function dataOf({ config, collection, entry }: Facts, code: string): unknown {
  return config ?? collection ?? entry?.fields ?? JSON.parse(code || 'null');
}
