import type { Dropped } from './uploads.ts';

/** All files of a drop, those in dropped folders included, with their paths in them. */
export async function readDropped(transfer: DataTransfer): Promise<Dropped[]> {
  // Items are only there during the event: ask for all of them before the first wait.
  const items = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = await Promise.all(
    items.map(({ entry, file }) => (entry ? readEntry(entry) : file ? [{ name: file.name, file }] : [])),
  );
  return found.flat();
}

/** The files of an `<input type="file">`. */
export function readPicked(input: HTMLInputElement): Dropped[] {
  return [...(input.files ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
}

async function readEntry(entry: FileSystemEntry): Promise<Dropped[]> {
  const name = entry.fullPath.replace(/^\//, '');
  if (isFile(entry))
    return [{ name, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }];
  const found: Dropped[] = [];
  const reader = (entry as FileSystemDirectoryEntry).createReader(); // what is no file is a directory
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    for (const inner of some) found.push(...(await readEntry(inner)));
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
