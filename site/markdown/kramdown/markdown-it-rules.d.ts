// Its types leave these modules out.
declare module 'markdown-it/lib/rules_block/fence.mjs' {
  const rule: import('markdown-it/lib/parser_block.mjs').RuleBlock;
  export default rule;
}
declare module 'markdown-it/lib/rules_block/heading.mjs' {
  const rule: import('markdown-it/lib/parser_block.mjs').RuleBlock;
  export default rule;
}
declare module 'markdown-it/lib/rules_block/hr.mjs' {
  const rule: import('markdown-it/lib/parser_block.mjs').RuleBlock;
  export default rule;
}
declare module 'markdown-it/lib/rules_block/html_block.mjs' {
  const rule: import('markdown-it/lib/parser_block.mjs').RuleBlock;
  export default rule;
}
declare module 'markdown-it/lib/rules_block/list.mjs' {
  const rule: import('markdown-it/lib/parser_block.mjs').RuleBlock;
  export default rule;
}
declare module 'markdown-it/lib/rules_block/reference.mjs' {
  const rule: import('markdown-it/lib/parser_block.mjs').RuleBlock;
  export default rule;
}
declare module 'markdown-it/lib/rules_block/table.mjs' {
  const rule: import('markdown-it/lib/parser_block.mjs').RuleBlock;
  export default rule;
}
declare module 'markdown-it/lib/rules_inline/escape.mjs' {
  const rule: import('markdown-it/lib/parser_inline.mjs').RuleInline;
  export default rule;
}
declare module 'markdown-it/lib/rules_inline/image.mjs' {
  const rule: import('markdown-it/lib/parser_inline.mjs').RuleInline;
  export default rule;
}
declare module 'markdown-it/lib/rules_inline/link.mjs' {
  const rule: import('markdown-it/lib/parser_inline.mjs').RuleInline;
  export default rule;
}
