/** The gems that a Gemfile names in its group `jekyll_plugins`, which Jekyll loads like those of the configuration. */
export function gemsIn(gemfile: string): string[] {
  const group = /^\s*group\s+:jekyll_plugins\b[^\n]*\bdo\b([\s\S]*?)^\s*end\b/gm;
  return Array.from(gemfile.matchAll(group), ([, inside = '']) =>
    Array.from(inside.matchAll(/^\s*gem\s*\(?\s*["']([\w-]+)["']/gm), ([, name = '']) => name),
  ).flat();
}
