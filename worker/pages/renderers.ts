import type { PageResult, RequestContext, Unmade } from '../request-context.ts';

/**
 * What partly.ts adds when it is loaded. It exports nothing: a module that is loaded by `import()` for what it exports has the bundler add a
 * module of its own and three functions, which a cold isolate would compile.
 */
export const RENDERERS: {
  partly?: (context: RequestContext, found: Unmade) => Promise<PageResult | undefined>;
} = {};
