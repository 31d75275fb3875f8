import { commitTexts } from '../api/batch.ts';
import { readText } from '../api/files.ts';
import { refreshDocs } from '../editor/docs.ts';
import { changeFile } from '../language/client.ts';
import { loadSite } from '../session/site.ts';

/** Files that are read at once. */
const AT_ONCE = 6;

/** Writes the order of entries into their files: all in one step, or none. */
export async function writeOrders(orders: ReadonlyMap<string, number>): Promise<void> {
  const todo = [...orders];
  const edits: Parameters<typeof commitTexts>[0][number][] = [];
  const work = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) {
      const [path, order] = next;
      const { text, etag } = await readText(path);
      const edited = await changeFile(path, text, { kind: 'set', path: ['order'], value: order }, 'here');
      if (!edited.ok) throw new Error(`The order of ${path} was not changed. ${edited.message}`);
      if (edited.text !== text) edits.push({ path, text: edited.text, before: text, etag });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await commitTexts(edits);
  await loadSite();
  await refreshDocs();
}
