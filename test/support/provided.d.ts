import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of a backend on loopback: see test/backend. */
    backend: string;
    /** One more, on another port: an origin that is not allowed. */
    stranger: string;
    /** URL of the backend of examples/shop. */
    shop: string;
  }
}

declare global {
  interface ImportMeta {
    /** Vite's: files by path, here as their text. */
    glob<T>(pattern: string, options: { query: string; import: string; eager: true }): Record<string, T>;
  }
}
