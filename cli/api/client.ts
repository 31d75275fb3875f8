import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type Problem, problemSchema } from '../../schema/api/problem.ts';
import { messageOf } from '../../schema/message-of.ts';
import type { Target } from '../config/target.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { refusedBy } from './refusal.ts';
import { type Reply, type Request, send } from './transport.ts';

/** One call of the API. */
export interface ApiCall {
  readonly method: string;
  /** Below /api, with its query. */
  readonly path: string;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it may be sent again when nobody knows how it went: reads, and what has an Idempotency-Key. */
  readonly again?: boolean;
  readonly patience?: number;
}

/** Milliseconds before each further try of what may be sent again. */
const WAITS = [200, 1_000];
/** Seconds that a server may ask us to wait, at most. */
const LONGEST = 20;
/** Milliseconds for which a try that was cut off may go on over there before nobody waits for it any more. */
const UNDER_WAY = 60_000;

/** The admin API of one site, typed by the schemas that it checks with. */
export class Client {
  readonly target: Target;
  readonly #ctx: Context;

  constructor(ctx: Context, target: Target) {
    this.#ctx = ctx;
    this.target = target;
  }

  /** The JSON of an answer that is good, by its schema. Anything else throws a CliError. */
  async json<S extends z.core.$ZodType>(call: ApiCall, schema: S): Promise<z.output<S>> {
    const reply = await this.call(call);
    try {
      return z.parse(schema, JSON.parse(reply.body.toString('utf8')));
    } catch {
      throw this.#stranger(reply);
    }
  }

  /** An answer that is good. */
  async call(call: ApiCall): Promise<Reply> {
    let cut: number | undefined;
    for (let tries = 0; ; tries++) {
      const reply = await this.#send(call, tries);
      if (reply === undefined) {
        cut ??= Date.now();
        continue;
      }
      if (reply.status >= 200 && reply.status < 300) return reply;
      const problem = problemIn(reply);
      if (!problem && reply.status >= 500 && call.again && WAITS[tries] !== undefined) {
        await sleep(WAITS[tries], undefined, { signal: this.#ctx.signal });
        continue;
      }
      if (!problem) throw this.#stranger(reply);
      const wait = this.#waitFor(problem, call, tries, cut);
      if (wait === undefined) throw refusedBy(this.target, problem);
      await sleep(wait, undefined, { signal: this.#ctx.signal });
    }
  }

  /** Undefined when the network failed and there is another try. */
  async #send(call: ApiCall, tries: number): Promise<Reply | undefined> {
    const { signal } = this.#ctx;
    try {
      return await send({ ...this.#request(call), signal });
    } catch (error) {
      const wait = call.again ? WAITS[tries] : undefined;
      if (signal.aborted) throw error;
      if (wait === undefined) throw this.#noAnswer(error);
      await sleep(wait, undefined, { signal });
      return undefined;
    }
  }

  #request({ method, path, json, bytes, headers, patience }: ApiCall): Request {
    const { origin, credential } = this.target;
    const body = json === undefined ? bytes : JSON.stringify(json);
    return {
      method,
      url: new URL(`${origin}/api${path}`),
      headers: {
        'user-agent': 'meniscus-cli',
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(credential && 'token' in credential && { authorization: `Bearer ${credential.token}` }),
        ...(credential && 'cookie' in credential && { cookie: credential.cookie, origin }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      ...(patience !== undefined && { patience }),
    };
  }

  /** Milliseconds to wait before the same call again; undefined where that is no use. `cut`: since when a try has no answer. */
  #waitFor(
    { code, rule, retryAfter }: Problem,
    { again }: ApiCall,
    tries: number,
    cut: number | undefined,
  ): number | undefined {
    if (rule === 'idempotency_under_way' && cut !== undefined)
      return Date.now() < cut + UNDER_WAY ? (retryAfter ?? 5) * 1_000 : undefined;
    if (!again || WAITS[tries] === undefined) return undefined;
    if (code === 'rate_limited' && (retryAfter ?? LONGEST + 1) <= LONGEST) return (retryAfter ?? 1) * 1_000;
    return code === 'unavailable' || code === 'internal' ? WAITS[tries] : undefined;
  }

  #noAnswer(error: unknown): CliError {
    const { name, origin } = this.target;
    const why = messageOf(error) || 'no connection';
    return new CliError(`${name} (${origin}) gives no answer: ${why}.`, {
      code: 'no_answer',
      exit: EXIT.unreachable,
      next: `Is the network there, and the address right? In development, npm start has to run. Then run the same command again.`,
    });
  }

  /** Something answers, and it is no admin that we understand. */
  #stranger({ status, headers }: Reply): CliError {
    const { origin } = this.target;
    if (status >= 500)
      return new CliError(`${origin} is in trouble: it answers ${status}.`, {
        code: 'server_error',
        exit: EXIT.unreachable,
        next: 'Run the same command again in a minute. Its log says more.',
      });
    const isJson = /json/.test(headers['content-type'] ?? '');
    const code = isJson ? 'other_version' : 'no_admin';
    const message = isJson
      ? `${origin} answers in a way that this version of meniscus does not understand (status ${status}).`
      : `${origin} is not the admin of a Meniscus site: it answers ${status} with ${headers['content-type'] ?? 'nothing'}.`;
    const next = isJson
      ? 'One of the two is older. meniscus --version says ours; meniscus doctor compares them.'
      : 'The admin has an address of its own, which the deploy and npm start print: https://meniscus-admin.….workers.dev, http://admin.localhost:8787.';
    return new CliError(message, { code, exit: EXIT.unreachable, next });
  }
}

function problemIn({ body }: Reply): Problem | undefined {
  try {
    return z.parse(problemSchema, JSON.parse(body.toString('utf8')));
  } catch {
    return undefined; // not problem details
  }
}

/** A key for a call that is not made of what it does. */
export const newKey = (): string => `cli-${randomUUID()}`;
