import type { Run, Subject } from '../runs.ts';
import type { LinkingPage } from './links.ts';

/** A page of the gate as one that links. */
export const linking = ({ page, known }: Subject, run: Run): LinkingPage => ({
  page,
  from: known?.from ?? page,
  path: known?.path,
  get url() {
    return run.url;
  },
});
