/** What does not belong to a site, wherever it lies: what systems and tools leave behind. */
const JUNK =
  /(?:^|\/)(?:__MACOSX|\.git|\.svn|\.hg|\.idea|\.vscode|\.github|\.wrangler|\.jekyll-cache|\.sass-cache|node_modules|bower_components)\/|(?:^|\/)(?:\.DS_Store|\.localized|\._[^/]*|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.gitkeep|\.keep|\.gitignore|\.gitattributes|\.gitmodules|\.editorconfig|\.npmrc|\.nvmrc|\.env(?:\.[^/]*)?|[^/]*~|[^/]*\.sw[op])$/i;

/** What is at the top of a project and is about it. */
const ABOUT =
  /^(?:(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|AUTHORS|NOTICE|COPYING|TODO)(?:\.[a-z]+)?|package(?:-lock)?\.json|meniscus\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|tsconfig[^/]*\.json|wrangler\.(?:toml|jsonc?)|Gemfile(?:\.lock)?|Makefile|Dockerfile|netlify\.toml|vercel\.json|CNAME|\.[^/]*)$/i;

/** Whether an import, or a push of a folder, leaves a file alone. */
export function isSkipped(name: string): boolean {
  return JUNK.test(name) || ABOUT.test(name);
}
