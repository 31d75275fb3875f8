import { effect, signal } from '@preact/signals';
import { fileInfo } from '../api/files.ts';
import { refreshDoc, refreshDocs } from '../editor/docs.ts';
import { activePath } from '../editor/tabs.ts';
import { loadReleases } from '../releases/loaded-releases.ts';
import { sayError } from '../shell/toasts.ts';
import { CatchUp } from './catch-up.ts';
import { maySeeSite } from './may.ts';
import { isNotedSince, moment } from './noted.ts';
import { SavedSince } from './saved-since.ts';
import { session } from './session.ts';
import { files, filesReadAt, loadSite, loadStatus, noteFiles, siteLoaded, status } from './site.ts';

/** Somebody who has the admin open, and which file. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly path: string | null;
}

type Message =
  | {
      readonly type: 'saved';
      readonly author: string;
      readonly paths: readonly string[];
      readonly draft: string;
    }
  | { readonly type: 'release' | 'live' }
  | { readonly type: 'people'; readonly people: readonly Person[] };

export const people = signal<readonly Person[]>([]);
export const online = signal(true);

/** Milliseconds: the first wait before trying again, and the longest. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** Proxies end connections that are quiet for a minute. */
const PING = 45_000;
/** Milliseconds within which editors that heard of the same large save read it, each at a time of its own. */
const SPREAD = 2_000;

/** Hears what others do, until the function that it returns is called. Tries again whenever the connection is lost. */
export function listenForEvents(): () => void {
  let socket: WebSocket | undefined;
  let wait = FIRST_WAIT;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const saved = new SavedSince({ some: readSome, all: readFiles, turn });
  const catchUp = new CatchUp({ readAt: filesReadAt, now: readNow, all: readAll });
  const connect = () => {
    if (stopped || session.value !== 'in' || !maySeeSite.value) return;
    const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/events`);
    socket = opened;
    opened.onopen = () => {
      catchUp.opened().catch(sayError);
      online.value = true;
      wait = FIRST_WAIT;
      tellPath(opened);
    };
    opened.onmessage = ({ data }) => {
      if (data === 'pong') return;
      const message = JSON.parse(data) as Message; // what GET /api/events describes
      if (message.type === 'saved') catchUp.heard();
      (message.type === 'saved' ? saved.heard(message.paths, message.draft) : hear(message)).catch(sayError);
    };
    opened.onclose = () => {
      people.value = [];
      if (stopped) return;
      online.value = false;
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  };
  const stopTelling = effect(() => {
    activePath();
    if (socket?.readyState === WebSocket.OPEN) tellPath(socket);
  });
  const stopWatching = effect(() => {
    if (session.value === 'in' && (!socket || socket.readyState === WebSocket.CLOSED)) connect();
  });
  const ping = setInterval(() => socket?.readyState === WebSocket.OPEN && socket.send('ping'), PING);
  return () => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(ping);
    stopTelling();
    stopWatching();
    socket?.close();
  };
}

function tellPath(socket: WebSocket): void {
  socket.send(JSON.stringify({ type: 'open', path: activePath() ?? null }));
}

async function hear(message: Exclude<Message, { type: 'saved' }>): Promise<void> {
  switch (message.type) {
    case 'people':
      people.value = message.people;
      return;
    case 'release':
    case 'live':
      await Promise.all([loadStatus(), loadReleases()]);
  }
}

/** Reads how the site is, and the releases if one was made meanwhile; answers the draft's ETag. */
async function readNow(): Promise<string | undefined> {
  const before = madeSoFar();
  await loadStatus();
  if (madeSoFar() !== before) await loadReleases();
  return status.value?.draft;
}

const madeSoFar = (): string => `${status.value?.live?.release} ${status.value?.publishing?.id}`;

async function readAll(): Promise<void> {
  await Promise.all([readFiles(), loadReleases()]);
}

/** Reads all files again, unless that was done as of this draft; and the texts of those that are open. */
async function readFiles(draft?: string): Promise<void> {
  // Whoever saved many files has perhaps read them already.
  await (draft !== undefined && filesReadAt() === draft ? siteLoaded() : loadSite());
  await refreshDocs();
}

/** Reads some files again, and how the site is. */
async function readSome(paths: readonly string[]): Promise<void> {
  const asked = moment();
  const found = await Promise.all(paths.map(async (path) => [path, await fileInfo(path)] as const));
  // What was saved or deleted here meanwhile is older than this, or newer: the server knows.
  if (paths.some((path) => isNotedSince(path, asked))) return readSome(paths);
  const isOther = ([path, file]: (typeof found)[number]) => {
    const before = files.value.get(path);
    return !file || file.etag !== before?.etag || file.updated !== before.updated;
  };
  noteFiles(new Map(found.filter(isOther).map(([path, file]) => [path, file ?? null])));
  await Promise.all(found.flatMap(([path, file]) => (file ? [refreshDoc(path)] : [])));
  await loadStatus();
}

const turn = (): Promise<void> => new Promise((done) => setTimeout(done, Math.random() * SPREAD));
