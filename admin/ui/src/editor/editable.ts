import { isText, readPath } from '../../../../schema/file.ts';

const TEXT_ASSET = /\.(css|js|mjs|svg|txt|md|csv|ics|json|map|webmanifest|xml|html)$/;

/** Whether a path's file can be edited here: texts, and assets that are texts. */
export function isEditable(path: string): boolean {
  const read = readPath(path);
  return 'kind' in read && (isText(read.kind) || TEXT_ASSET.test(path));
}
