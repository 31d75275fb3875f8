/** The key under which a page's residual program is held. It has no line in the index: its place is in the page's record. */
export const residualKey = (page: string): string => `${page}#residual`;
