declare module 'bench:page' {
  const page: string;
  export default page;
}
declare module 'bench:eta' {
  const template: Exclude<Parameters<import('eta/core').Eta['loadTemplate']>[1], string>;
  export default template;
}
declare module 'bench:handlebars' {
  const spec: Parameters<typeof import('handlebars').template>[0];
  export default spec;
}
declare module 'bench:nunjucks' {
  /** The loader takes these by name too, whatever its types say. */
  const templates: never;
  export default templates;
}
declare module 'handlebars/dist/cjs/handlebars.runtime.js' {
  import Handlebars from 'handlebars';
  export default Handlebars;
}
declare module 'nunjucks/browser/nunjucks-slim.js' {
  import nunjucks from 'nunjucks';
  export default nunjucks;
}
declare module 'minijinja-js/dist/bundler/minijinja_js_bg.js' {
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
  export class Environment {
    addTemplate(name: string, source: string): void;
    addFilter(name: string, filter: unknown): void;
    renderTemplate(name: string, data: object): string;
  }
}
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
