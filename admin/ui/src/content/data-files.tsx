import { isFieldsFile } from '../../../../site/forms/fields-file.ts';
import { labelOf } from '../../../../site/forms/label.ts';
import type { FileInfo } from '../api/types.ts';
import { formOpen } from '../form/form-open.ts';
import { TEXTS } from '../media/names.ts';
import { Time } from '../parts/time.tsx';
import { files } from '../session/site.ts';
import { href } from '../shell/route.ts';

/** Data files that people fill in. The texts of pictures are in Media; what says the fields of a form is a developer's. */
export const dataFiles = (): FileInfo[] =>
  [...files.value.values()].filter(
    ({ path }) => path.startsWith('data/') && path !== TEXTS && !isFieldsFile(path),
  );

/** `data/team/opening_hours.yaml` as people write it: Team / Opening hours. */
const nameOf = (path: string): string =>
  path
    .slice('data/'.length)
    .replace(/\.[^./]+$/, '')
    .split('/')
    .map(labelOf)
    .join(' / ');

/** The data files of the site; each opens as a form. */
export function DataTable({ files: all }: { files: readonly FileInfo[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="entry-table data-files" tabIndex={0} aria-label="Data files">
      <table>
        <thead>
          <tr>
            <th class="title">Name</th>
            <th class="path">File</th>
            <th class="author">Author</th>
            <th class="updated">Changed</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ path, author, updated }) => (
            <tr key={path}>
              <td class="title">
                <a
                  class="ellipsis"
                  href={href({ view: 'edit', path })}
                  onClick={() => {
                    formOpen.value = true;
                  }}
                >
                  <span>{nameOf(path)}</span>
                </a>
              </td>
              <td class="path mono ellipsis">{path}</td>
              <td class="author ellipsis">{author}</td>
              <td class="updated soft">
                <Time at={updated} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
