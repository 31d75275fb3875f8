import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `npm start` as the tests of the editor use it. */
    server: {
      port: number;
      /** The operator's. */
      token: string;
      /** Its folder. */
      root: string;
    };
  }
}
