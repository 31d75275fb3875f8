import { say } from '../shell/toasts.ts';
import { placed, toMarkdown } from './paste/to-markdown.ts';
import { fileOfData, type Pictures } from './pictures.ts';

/** Makes Markdown of pasted HTML, and uploads the pictures that it holds. Undefined where it says no more than its plain text. */
export async function richText(html: string, pictures: Pictures): Promise<string | undefined> {
  const document = new DOMParser().parseFromString(html, 'text/html');
  const pasted = toMarkdown(document);
  if (pasted.isPlain) return undefined;
  const paths = new Map<string, string | undefined>();
  await Promise.all(
    [...pasted.pictures].map(async ([name, address]) => {
      const file = fileOfData(address, '');
      paths.set(name, file && (await pictures.upload(file)));
    }),
  );
  if (pasted.lost > 0)
    say(
      pasted.lost === 1
        ? 'A picture could not be pasted, since it is on your computer only: drop its file here.'
        : `${pasted.lost} pictures could not be pasted, since they are on your computer only: drop their files here.`,
    );
  return placed(pasted.markdown, paths);
}
