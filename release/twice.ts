/**
 * Reads from KV, and once more when that fails: mostly it works a moment later, and a visitor would get an error for it.
 * Throws what the second read throws.
 */
export const twice = <T>(read: () => Promise<T>): Promise<T> => read().catch(read);
