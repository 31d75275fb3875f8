import { Manifest, ReleaseError } from '../../release/read-manifest.ts';
import { twice } from '../../release/twice.ts';
import { KEYS } from '../../schema/keys.ts';
import { messageOf } from '../../schema/message-of.ts';
import type { RequestContext, Services } from '../request-context.ts';

/**
 * The same request with the whole of its release, which everything needs but pages that were made at publish, files and redirects: `live` has only the
 * short form of a large one. No promise where there is nothing to wait for. Rejects with a ReleaseError where the release is not there.
 */
export function withWhole(context: RequestContext): RequestContext | Promise<RequestContext> {
  const { manifest, services, keepAlive, waits } = context;
  const { cut, id } = manifest.head;
  if (cut === undefined) return context;
  const key = KEYS.release(id);
  const known = services.store.memory.get<Manifest>(key);
  if (known) return { ...context, manifest: known };
  const started = services.now();
  return services.store.shared
    .do(key, keepAlive, () => readWhole(services, id))
    .then((whole) => ({ ...context, manifest: whole }))
    .finally(() => {
      waits.kv += services.now() - started;
    });
}

/** The whole of a release, from KV; `cacheTtl` are seconds for which a location may keep that it is there, or not. */
export async function readWhole({ kv, store }: Services, id: string, cacheTtl?: number): Promise<Manifest> {
  const key = KEYS.release(id);
  const text = await twice(() => kv.get(key, { type: 'text', ...(cacheTtl && { cacheTtl }) })).catch(
    (error) => {
      throw new ReleaseError(key, messageOf(error));
    },
  );
  if (text === null) throw new ReleaseError(key, 'the release is not there (yet)');
  const whole = new Manifest(key, text);
  if (whole.head.id !== id || whole.head.cut !== undefined)
    throw new ReleaseError(key, 'another release is there');
  store.memory.set(key, whole, whole.bytes);
  return whole;
}
