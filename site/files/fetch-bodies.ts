import { own } from '../../schema/own.ts';
import type { FetchEntry, Fetches } from '../../schema/page.ts';
import { type ExactJson, exactMember } from './exact.ts';

/** Fetches whose bodies are kept as JSON too, where JSON.parse would change their numbers. `path` leads to them in `json`. */
export function withBodies(fetches: Fetches, json: ExactJson, path: readonly string[]): Fetches {
  return Object.fromEntries(
    Object.keys(fetches).map((name) => {
      const entry = own(fetches, name) as FetchEntry; // it has the name
      const body = typeof entry === 'string' ? undefined : exactMember(json, [...path, name, 'body']);
      return [name, typeof entry === 'string' || body === undefined ? entry : { ...entry, json: body }];
    }),
  );
}
