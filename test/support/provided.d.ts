import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of a backend on loopback: see test/backend. */
    backend: string;
    /** One more, on another port: an origin that is not allowed. */
    stranger: string;
  }
}
