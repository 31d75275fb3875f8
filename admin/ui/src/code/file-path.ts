import { Facet } from '@codemirror/state';

/** The path of the file that an editor's state is of. */
export const filePath = Facet.define<string, string>({ combine: ([path = '']) => path });
