import { Access } from './access.ts';
import { Backups } from './backup/backups.ts';
import { Compiling } from './compiling.ts';
import { Differences } from './diff.ts';
import { Drafts } from './drafts.ts';
import { Editor } from './edit.ts';
import { Events, sessionTag } from './events.ts';
import { Previews } from './previews.ts';
import { readBodyWrites } from './releasing/body-writes.ts';
import { PartChanges } from './releasing/part-changes.ts';
import { Publisher } from './releasing/publish.ts';
import { Publishing } from './releasing/publishing.ts';
import { Remaker } from './releasing/remake.ts';
import { Repairs } from './releasing/repair.ts';
import { Sweeper } from './releasing/sweep.ts';
import { Renders } from './renders.ts';
import { Audit } from './tables/audit.ts';
import { Compiled } from './tables/compiled.ts';
import { Files } from './tables/files.ts';
import { Idempotency } from './tables/idempotency.ts';
import { Meta } from './tables/meta.ts';
import { Releases } from './tables/releases.ts';
import { Staging } from './tables/staging.ts';
import { Stored } from './tables/stored.ts';
import { Alarm } from './timing/alarm.ts';
import { Usages } from './usages.ts';

/** What a site's object gets from outside. KV and the clock are functions, so that tests can replace them while it runs. */
export interface Host {
  readonly ctx: DurableObjectState;
  readonly site: string;
  readonly kv: () => KVNamespace;
  readonly now: () => number;
  /** Whether the platform makes smaller versions of pictures: see docs/media.md. */
  readonly transforms: boolean;
  /** Packs of bodies that publishes may write on a day: see docs/publishing.md. */
  readonly bodyWrites: number;
}

/** What the operator sets of a site's object. */
export interface StoreEnv {
  readonly KV: KVNamespace;
  readonly SITE: string;
  /** `cloudflare`: the platform makes smaller versions of pictures. */
  readonly IMAGES?: string;
  /** Writes to KV a day that bodies of pages may take, or `all`. */
  readonly PUBLISH_WRITES?: string;
}

export const settingsOf = ({
  SITE,
  IMAGES,
  PUBLISH_WRITES,
}: StoreEnv): Pick<Host, 'site' | 'transforms' | 'bodyWrites'> => ({
  site: SITE,
  transforms: IMAGES === 'cloudflare',
  bodyWrites: readBodyWrites(PUBLISH_WRITES),
});

export type StoreParts = ReturnType<typeof makeParts>;

/** Makes the parts of a site's object, each with the parts that it needs: tables first, then what works on them. */
export function makeParts({ ctx, site, kv, now, transforms, bodyWrites }: Host) {
  const { storage } = ctx;
  const tables = makeTables(storage.sql);
  const { audit, files, compiled, releases, meta } = tables;
  const compiling = new Compiling(tables);
  const base = { storage, sql: storage.sql, site, kv, now, transforms, bodyWrites, compiling, ...tables };
  const alarm = new Alarm(storage);
  const events = new Events(ctx);
  const access = new Access(storage.sql, audit, (what) =>
    events.end('session' in what ? sessionTag(what.session) : `who:${what.identity}`),
  );
  const publisher = new Publisher(base);
  const renders = new Renders();
  const drafts = new Drafts({ files, compiled, compiling, renders, transforms });
  const differences = new Differences({ ...base, publisher, drafts, renders });
  const partChanges = new PartChanges({ ...base, publisher, drafts, differences, renders });
  // A publish needs the room.
  const begun = () => {
    drafts.letGo();
    partChanges.letGo();
  };
  const publishing = new Publishing({ ...base, alarm, publisher, sweeper: new Sweeper(base), events, begun });
  alarm.add(() => events.endExpired(Date.now()));
  const ended = (id: string) => events.end(`preview:${id}`);
  return {
    ...tables,
    compiling,
    alarm,
    events,
    access,
    publisher,
    publishing,
    drafts,
    differences,
    partChanges,
    usages: new Usages({ ...base, publisher, drafts, differences, renders, alarm }),
    editor: new Editor(base),
    previews: new Previews({ ...base, drafts, differences, ended }),
    backups: new Backups({ storage, alarm, kv, site, files, releases, publisher, compiling, meta }),
    repairs: new Repairs({ ...base, publisher, remaker: new Remaker(base) }),
  };
}

function makeTables(sql: SqlStorage) {
  const meta = new Meta(sql);
  const compiled = new Compiled(sql);
  return {
    meta,
    compiled,
    files: new Files(sql, meta, compiled),
    staging: new Staging(sql),
    releases: new Releases(sql),
    stored: new Stored(sql, meta),
    audit: new Audit(sql, meta),
    idempotency: new Idempotency(sql),
  };
}
