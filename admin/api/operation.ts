import type * as z from 'zod/mini';
import type { Identity } from '../../schema/api/core.ts';
import type { Role } from '../../schema/api/roles.ts';
import type { Scope } from '../../schema/api/scopes.ts';
import type { SiteObject } from '../store/site-object.ts';
import type { AdminBindings } from './env.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** What a handler works with: all of it is checked. */
export interface Call<Q = unknown, B = unknown> {
  readonly env: AdminBindings;
  readonly site: DurableObjectStub<SiteObject>;
  readonly request: Request;
  readonly url: URL;
  /** Decoded places of the operation's path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** The request's body as it came; empty where the operation takes none. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly who: Identity;
  /** The id of the caller's token, where that is how they came. */
  readonly token: string | null;
  /** Keeps the Worker alive for work that outlasts the response. */
  later(work: Promise<unknown>): void;
}

/** A JSON response. Handlers give a Response only for what is not JSON. */
export interface Reply<R> {
  readonly status?: number;
  readonly body?: R;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A body that is not JSON, and what the document says of it. */
export interface RawBody {
  readonly types: readonly string[];
  readonly about: string;
  /** At most this many bytes. */
  limit(params: Readonly<Record<string, string>>): number;
  /** What to do with more, if there is something. */
  readonly instead?: string;
}

/**
 * One operation of the API. Routing, who may call it, what is checked, and the OpenAPI document all follow from here.
 */
export interface Operation<
  Q extends z.core.$ZodType = z.core.$ZodType,
  B extends z.core.$ZodType = z.core.$ZodType,
  R extends z.core.$ZodType = z.core.$ZodType,
> {
  /** Its operationId. */
  readonly id: string;
  readonly method: Method;
  /** Below /api. `{path}` takes slashes, as they are or as %2F; other places take one part. */
  readonly path: string;
  /** `anyone`: signed in or not. `self`: anyone who is signed in. Always stated: who may call is never left to a default. */
  readonly scope: Scope | 'self' | 'anyone';
  /**
   * Roles that may call it, of those whose scopes allow it. Where absent: all roles; those for content only if it reads, or
   * has `paths`, of which each is checked.
   */
  readonly roles?: readonly Role[];
  /** The site's paths that a call is about; a caller who is bound to a prefix may make no call without them. */
  paths?(call: Call<z.output<Q>, z.output<B>>): readonly string[];
  readonly summary: string;
  readonly about?: string;
  readonly query?: Q;
  readonly body?: B;
  /** The request's body where it is not JSON. */
  readonly raw?: RawBody;
  /** The request's body where the handler reads it from the request as it comes. */
  readonly stream?: Omit<RawBody, 'limit'>;
  /** What a request header means, by its name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly response?: R;
  /** Media type of a response that is not JSON. */
  readonly responseType?: string;
  /** Statuses of success; the first is what a Reply without status has. */
  readonly statuses?: readonly [number, ...number[]];
  /**
   * Whether the answer comes in parts: the `cursor` of one is then good for the same question only. `paths`: instead of one, a path may
   * be given, and what comes behind it is answered.
   */
  readonly inParts?: 'cursors' | 'paths';
  /** Whether the operation looks at Idempotency-Key. */
  readonly idempotent?: boolean;
  run(call: Call<z.output<Q>, z.output<B>>): Promise<Reply<z.input<R>> | Response>;
}

/** Types an operation by its schemas, and forgets the types: what runs it has checked them. */
export function operation<Q extends z.core.$ZodType, B extends z.core.$ZodType, R extends z.core.$ZodType>(
  described: Operation<Q, B, R>,
): Operation {
  // The schemas that check a call are those that its handler's types come from.
  return described as unknown as Operation;
}
