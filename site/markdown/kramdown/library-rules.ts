/// <reference path="./markdown-it-rules.d.ts" />

// Rules of markdown-it that ours begin with.
export { default as fence } from 'markdown-it/lib/rules_block/fence.mjs';
export { default as heading } from 'markdown-it/lib/rules_block/heading.mjs';
export { default as rule } from 'markdown-it/lib/rules_block/hr.mjs';
export { default as htmlBlock } from 'markdown-it/lib/rules_block/html_block.mjs';
export { default as list } from 'markdown-it/lib/rules_block/list.mjs';
export { default as definition } from 'markdown-it/lib/rules_block/reference.mjs';
export { default as table } from 'markdown-it/lib/rules_block/table.mjs';
export { default as escape } from 'markdown-it/lib/rules_inline/escape.mjs';
export { default as image } from 'markdown-it/lib/rules_inline/image.mjs';
export { default as link } from 'markdown-it/lib/rules_inline/link.mjs';
