/** Workers KV in memory, as far as the site Worker reads it. */
export function memoryKv(): KVNamespace & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  const metadata = new Map<string, unknown>();
  const read = (key: string) => values.get(key) ?? null;
  const kv = {
    values,
    get: async (keys: string | readonly string[]) =>
      typeof keys === 'string' ? read(keys) : new Map(keys.map((key) => [key, read(key)])),
    getWithMetadata: async (key: string) => ({
      value: read(key),
      metadata: metadata.get(key) ?? null,
      cacheStatus: null,
    }),
    put: async (key: string, value: string, options?: { metadata?: unknown }) => {
      values.set(key, value);
      metadata.set(key, options?.metadata);
    },
  };
  return kv as unknown as KVNamespace & { readonly values: Map<string, string> }; // what our code calls
}
