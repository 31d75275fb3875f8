import * as z from 'zod/mini';
import {
  fileSchema,
  identitySchema,
  publishedSchema,
  releaseSchema,
  statusResponse,
} from '../../../schema/api/core.ts';
import { versionSchema } from '../../../schema/api/history.ts';
import { previewSchema } from '../../../schema/api/previews.ts';
import { diagnosticSchema, PROBLEM_STATUS, problemSchema } from '../../../schema/api/problem.ts';
import { tokenSchema } from '../../../schema/api/tokens.ts';
import type { Operation } from '../operation.ts';

type Json = { readonly [key: string]: unknown };

/** Shapes that have a name of their own in the document. */
const NAMED: Readonly<Record<string, z.core.$ZodType>> = {
  Problem: problemSchema,
  Diagnostic: diagnosticSchema,
  File: fileSchema,
  Version: versionSchema,
  Release: releaseSchema,
  PublishedRelease: publishedSchema,
  Status: statusResponse,
  Identity: identitySchema,
  Token: tokenSchema,
  Preview: previewSchema,
};

const PLACES: ReadonlyMap<string, string> = new Map([
  ['path', 'A path in the site, such as pages/index.liquid. Slashes may be written as they are or as %2F.'],
  ['sha256', 'SHA-256 of the bytes, hex'],
  ['id', 'An id'],
]);

const ABOUT = `Everything that the web UI and the command line can do. Send a token in \`Authorization: Bearer\`.
Refusals are RFC 9457 problem details with a \`code\`: ${Object.keys(PROBLEM_STATUS).join(', ')}.
Each response has an \`x-request-id\`.`;

/** The OpenAPI 3.1 document of operations: made of the schemas that check their requests. */
export function openApi(operations: readonly Operation[]): Json {
  const shapes = new Shapes();
  const paths: Record<string, Record<string, Json>> = Object.create(null);
  for (const operation of operations) {
    const path = `/api${operation.path}`;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation, shapes) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Meniscus admin API', version: '1', description: ABOUT },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: shapes.all(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-meniscus',
          description: 'Of the web UI. A request with it must come from the origin of the API.',
        },
      },
    },
  };
}

function describe(operation: Operation, shapes: Shapes): Json {
  const { id, summary, about, scope, roles, body, raw } = operation;
  const needs = scope && scope !== 'self' ? `Needs the scope \`${scope}\`.` : '';
  const content = raw
    ? Object.fromEntries(raw.types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))
    : body && { 'application/json': { schema: shapes.request(`${capital(id)}Request`, body) } };
  return {
    operationId: id,
    summary,
    ...((about || needs) && { description: [about, needs].filter(Boolean).join('\n\n') }),
    ...(scope === 'anyone' && { security: [] }),
    ...(scope !== 'anyone' && { 'x-scope': scope }),
    ...(roles && { 'x-roles': roles }),
    parameters: parametersOf(operation),
    ...(content && { requestBody: { required: raw !== undefined, content } }),
    responses: responsesOf(operation, shapes),
  };
}

function parametersOf({ path, query, headers = {}, idempotent }: Operation): Json[] {
  const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    return {
      name,
      in: 'path',
      required: true,
      description: PLACES.get(name) ?? '',
      schema: { type: 'string' },
    };
  });
  const schema = z.toJSONSchema(query ?? z.object({}), { io: 'output' });
  const inQuery = Object.entries(schema.properties ?? {}).map(([name, shape]) => {
    return { name, in: 'query', required: schema.required?.includes(name) ?? false, schema: shape };
  });
  const all = {
    ...headers,
    ...(idempotent && { 'Idempotency-Key': 'A retry with the same key does nothing twice' }),
  };
  const inHeader = Object.entries(all).map(([name, description]) => {
    return { name, in: 'header', required: false, description, schema: { type: 'string' } };
  });
  return [...places, ...inQuery, ...inHeader];
}

function responsesOf({ id, response, responseType, statuses }: Operation, shapes: Shapes): Json {
  const good = statuses ?? [response || responseType ? 200 : 204];
  const content = {
    ...(response && { 'application/json': { schema: shapes.response(`${capital(id)}Answer`, response) } }),
    ...(responseType && { [responseType]: {} }),
  };
  const told = Object.fromEntries(
    good.map((status) => [
      String(status),
      {
        description: MEANINGS[status] ?? 'Done',
        ...(status !== 304 && Object.keys(content).length > 0 && { content }),
      },
    ]),
  );
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return { ...told, default: { description: 'Refused', content: problem } };
}

const MEANINGS: Readonly<Record<number, string>> = {
  101: 'Switched to WebSocket',
  200: 'Done',
  201: 'Made',
  202: 'Begun; it goes on',
  204: 'Done; nothing to tell',
  304: 'As you know it',
};

/** Collects shapes by name; a shape with a name is always a reference. */
class Shapes {
  readonly #answers = z.registry<{ id: string }>();
  readonly #requests = z.registry<{ id: string }>();
  readonly #known = new Map<z.core.$ZodType, string>();

  constructor() {
    for (const [id, schema] of Object.entries(NAMED)) this.response(id, schema);
  }

  response(id: string, schema: z.core.$ZodType): Json {
    return this.#add(this.#answers, id, schema);
  }

  request(id: string, schema: z.core.$ZodType): Json {
    return this.#add(this.#requests, id, schema);
  }

  all(): Json {
    const uri = (id: string) => `#/components/schemas/${id}`;
    const answers = z.toJSONSchema(this.#answers, { uri, override, io: 'output' }).schemas;
    const requests = z.toJSONSchema(this.#requests, { uri, override, io: 'input' }).schemas;
    return Object.fromEntries(
      Object.entries({ ...answers, ...requests }).map(([id, schema]) => [id, bare(schema)]),
    );
  }

  #add(registry: z.core.$ZodRegistry<{ id: string }>, id: string, schema: z.core.$ZodType): Json {
    const known = this.#known.get(schema) ?? id;
    if (known === id) registry.add(schema, { id });
    this.#known.set(schema, known);
    return { $ref: `#/components/schemas/${known}` };
  }
}

/** That an integer is one that JavaScript can hold goes without saying. */
function override({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** A component needs no address of its own. */
function bare({ $id: _, $schema: __, ...schema }: Json): Json {
  return schema;
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
