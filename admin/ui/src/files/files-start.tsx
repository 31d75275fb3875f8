import { kindOf } from '../../../../schema/file.ts';
import { keptPaths } from '../editor/kept-work.ts';
import { Icon } from '../parts/icon.tsx';
import { Time } from '../parts/time.tsx';
import { limitsSaid, maySeeSite, mayWriteSome } from '../session/may.ts';
import { tryAgain } from '../session/session.ts';
import { files, siteProblem, siteUrl, status } from '../session/site.ts';
import { openDialog } from '../shell/dialogs.ts';
import { href } from '../shell/route.ts';
import { showKeys } from '../shell/show-keys.ts';
import './files-start.css';

/** Where the editor opens: what to do first, or what was done last. */
export function FilesStart() {
  return (
    <div class="page">
      <div class="inner start">{what()}</div>
    </div>
  );
}

function what() {
  if (siteProblem.value) return <NotRead />;
  return files.value.size === 0 ? <FirstSteps /> : <Recent />;
}

function NotRead() {
  return (
    <div class="empty">
      <h1>The files could not be read</h1>
      <p role="alert">{siteProblem.value}</p>
      <button type="button" class="button primary" onClick={() => void tryAgain()}>
        Try again
      </button>
    </div>
  );
}

function FirstSteps() {
  if (!mayWriteSome.value || !maySeeSite.value)
    return (
      <div class="empty">
        <h1>There are no files yet that you may see</h1>
        <p>{limitsSaid.value}</p>
      </div>
    );
  return (
    <div class="empty">
      <h1>This site has no files yet</h1>
      <p>
        Make a page <code>index</code>, which answers <code>/</code>, or drop a site’s folder or its zip file
        here. Nothing is public before you publish.
      </p>
      <button
        type="button"
        class="button primary"
        onClick={() => openDialog({ dialog: 'new-file', kind: 'page' })}
      >
        <Icon name="plus" /> Make the first page
      </button>
    </div>
  );
}

function Recent() {
  const recent = [...files.value.values()].sort((a, b) => b.updated - a.updated).slice(0, 8);
  const live = status.value?.live;
  return (
    <>
      <header>
        <div>
          <h1>Pick a file to edit</h1>
          <p class="soft">
            <span class="by-key">
              <kbd>{showKeys('mod+k')}</kbd> goes to any file or command.{' '}
            </span>
            {live && (
              <>
                Visitors see what was published <Time at={live.since} />.
              </>
            )}
            {!live && maySeeSite.value && 'Nothing is published yet: visitors see nothing until you publish.'}
          </p>
          {limitsSaid.value && <p class="soft">{limitsSaid.value}</p>}
        </div>
        {siteUrl.value && live && (
          <a class="button" href={siteUrl.value} target="_blank" rel="noopener">
            <Icon name="external" /> Open the site
          </a>
        )}
      </header>
      <NotSaved />
      <section class="stack">
        <h2>Changed last</h2>
        <ul class="file-list">
          {recent.map((file) => (
            <li key={file.path}>
              <a href={href({ view: 'edit', path: file.path })}>
                <Icon name={file.kind} />
                <span class="grow ellipsis">{file.path}</span>
                <span class="faint">
                  {file.author}, <Time at={file.updated} />
                </span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** Work that is kept in this browser and nowhere else. */
function NotSaved() {
  const paths = [...keptPaths.value].sort();
  if (paths.length === 0) return null;
  return (
    <section class="stack">
      <h2>Not saved yet</h2>
      <ul class="file-list">
        {paths.map((path) => (
          <li key={path}>
            <a href={href({ view: 'edit', path })}>
              <Icon name={kindOf(path)} />
              <span class="grow ellipsis">{path}</span>
              <span class="faint">only in this browser</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
