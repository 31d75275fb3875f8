/** The site Worker, bundled, and how it is to be run. The first module is its own. */
export interface WorkerCode {
  readonly modules: readonly { readonly name: string; readonly contents: string }[];
  readonly flags: readonly string[];
  /** Its compatibility date. */
  readonly date: string;
}

/** In the package, beside the modules. */
export const SITE_WORKER = 'site-worker/worker.json';
