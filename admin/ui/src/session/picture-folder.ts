import { identity, mayWrite, visible } from './may.ts';

/** Where the person's new pictures go: the first folder of assets/ that they may change; undefined where there is none. */
export const pictureFolder = (): string | undefined =>
  ['assets/', visible.value, ...(identity.value?.prefixes ?? [])]
    .filter((each) => each.startsWith('assets/'))
    .map((each) => (each.endsWith('/') ? each : `${each}/`))
    .find((folder) => mayWrite(`${folder}picture.png`));
