import type * as z from 'zod/mini';
import type { markdownSchema } from '../../schema/page.ts';

/** How a text wants its Markdown read. */
export type MarkdownOptions = z.infer<typeof markdownSchema>;
