import { parseDocument } from 'yaml';
import { checkRefs } from '../../../../site/check/check.ts';
import { compileFile } from '../../../../site/files/compile-file.ts';
import type { Answer, Question, YamlChange } from './protocol.ts';

/** The language in a thread of its own, so that checking a large file never holds up typing. */
self.onmessage = ({ data: { id, question } }: MessageEvent<{ id: number; question: Question }>) => {
  self.postMessage({ id, ...answer(question) } satisfies Answer);
};

function answer(question: Question): Omit<Answer, 'id'> {
  if (question.ask === 'edit') return { text: editYaml(question.text, question.changes) };
  const { path, text } = question;
  const { facts, code, diagnostics } = compileFile(path, text);
  if (question.ask === 'data') return { data: facts.config ?? JSON.parse(code || 'null') };
  const known = new Set(question.paths);
  const missing = checkRefs(path, facts, known).map((found) => ({ ...found, severity: 'warning' as const }));
  return { diagnostics: [...diagnostics, ...missing] };
}

function editYaml(text: string, changes: readonly YamlChange[]): string {
  const document = parseDocument(text);
  for (const { keys, value } of changes) {
    if (value === undefined) document.deleteIn(keys);
    else document.setIn(keys, document.createNode(value));
  }
  return document.toString({ lineWidth: 0 });
}
