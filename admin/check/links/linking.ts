import type { Run, Subject } from '../runs.ts';
import type { LinkingPage } from './links.ts';

/** A page of the gate as one that links. `isNew` where it was rendered now. */
export const linking = ({ page, known }: Subject, run: Run, isNew = true): LinkingPage => ({
  page,
  from: known?.from ?? page,
  path: known?.path,
  isNew,
  get url() {
    return run.url;
  },
});
