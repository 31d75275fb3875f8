import { WorkerEntrypoint } from 'cloudflare:workers';
import { KEYS } from '../schema/keys.ts';
import type { OpenPreview, PreviewEntry } from '../schema/preview.ts';
import { type AdminBindings, siteObject } from './api/env.ts';
import { readPreview } from './api/http/preview-token.ts';

/** What the site Worker shows previews with: schema/preview says what each returns. */
export class Preview extends WorkerEntrypoint<AdminBindings> implements PreviewEntry {
  async open(token: string): Promise<OpenPreview | null> {
    const id = await this.#id(token);
    return id === undefined ? null : siteObject(this.env).previews().open(id);
  }

  async manifest(token: string): Promise<string | null> {
    const id = await this.#id(token);
    return id === undefined ? null : siteObject(this.env).previews().manifest(id);
  }

  async packs(token: string, names: readonly string[]): Promise<Record<string, string | null>> {
    const id = await this.#id(token);
    if (id === undefined || !(await siteObject(this.env).previews().open(id))) return {};
    const ofDraft = await siteObject(this.env).previews().packs(id, names);
    if (ofDraft) return ofDraft;
    const found = await this.env.KV.get(names.map(KEYS.pack), 'text');
    return Object.fromEntries(names.map((name) => [name, found.get(KEYS.pack(name)) ?? null]));
  }

  override async fetch(request: Request): Promise<Response> {
    const id = await this.#id(new URL(request.url).searchParams.get('token') ?? '');
    if (id === undefined) return new Response('This preview has ended.\n', { status: 404 });
    return siteObject(this.env).fetch(`https://site.internal/preview/${id}`, {
      headers: { upgrade: 'websocket' },
    });
  }

  #id(token: string): Promise<string | undefined> {
    return readPreview(this.env.ADMIN_TOKEN ?? '', token);
  }
}
