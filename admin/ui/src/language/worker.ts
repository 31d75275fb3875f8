import { isMarkdown } from '../../../../schema/file.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { showsOf } from '../../../../site/check/not-shown.ts';
import type { Facts } from '../../../../site/facts.ts';
import { compileWith } from '../../../../site/files/compile-with.ts';
import type { MarkdownTexts } from '../../../../site/markdown/texts.ts';
import { checkFile, framesOf, siteOf } from './check-file.ts';
import { csvFor } from './later-csv.ts';
import type { Answer, Question } from './protocol.ts';
import { readYaml } from './read-yaml.ts';

/** The language in a thread of its own, so that checking a large file never holds up typing. */
self.onmessage = async ({ data: { id, question } }: MessageEvent<{ id: number; question: Question }>) => {
  self.postMessage({ id, ...(await answerSafely(question)) } satisfies Answer);
};

/** Paths of the site's files. */
let known: ReadonlySet<string> = new Set();

/** Who asks must hear something, or it waits for ever. */
async function answerSafely(question: Question): Promise<Omit<Answer, 'id'>> {
  try {
    return await answer(question);
  } catch (error) {
    return { failed: messageOf(error) };
  }
}

async function answer(question: Question): Promise<Omit<Answer, 'id'>> {
  switch (question.ask) {
    case 'form': {
      const { formIn } = await import('./forms.ts');
      const { form, needs } = formIn(question.path, question.text, new Map(Object.entries(question.others)));
      return { data: form, needs };
    }
    case 'change': {
      const { changeText } = await import('./forms.ts');
      return { data: changeText(question.path, question.text, question.change, question.where) };
    }
    case 'yaml':
      return { data: readYaml(question.text) };
    case 'edit': {
      const { editYaml } = await import('./edit-yaml.ts');
      const text = editYaml(question.text, question.changes);
      return text === undefined ? {} : { text };
    }
    case 'params':
      return { data: compileWith(undefined, question.path, question.text).facts.doc ?? [] };
    case 'data': {
      const { facts, code } = compileWith(await textsFor([question.path]), question.path, question.text);
      return { data: dataOf(facts, code) };
    }
    case 'know':
      known = new Set(question.paths);
      return {};
    case 'check':
      return checkFile(
        { ...question, known, others: new Map(Object.entries(question.others)) },
        await textsFor([question.path, ...Object.keys(question.others)]),
      );
    case 'shows':
      return shows(question.path, new Map(Object.entries(question.others)));
  }
}

/** A quarter of what the editor loads reads Markdown and colours its code: only who writes some waits for it, and for what reads tables. */
async function textsFor(paths: readonly string[]): Promise<MarkdownTexts | undefined> {
  await csvFor(paths);
  return paths.some(isMarkdown) ? (await import('../../../../site/markdown/compile.ts')).TEXTS : undefined;
}

function shows(layout: string, others: ReadonlyMap<string, string>): Omit<Answer, 'id'> {
  const site = siteOf(others);
  const found = showsOf(layout, site);
  const needs = [...framesOf(layout, site)];
  return { needs, data: found && { blocks: [...found.blocks], content: found.content } };
}

function dataOf({ config, collection, entry }: Facts, code: string): unknown {
  return config ?? collection ?? entry?.fields ?? JSON.parse(code || 'null');
}
