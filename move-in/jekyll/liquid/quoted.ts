/** A text in quotes that it does not hold; where it holds both, or what ends a tag, the name of a variable that captures it before. */
export function quoted(text: string, name: string, before: (text: string) => void): string {
  if (!text.includes('"') && !/[{%]\}/.test(text)) return `"${text}"`;
  if (!text.includes("'") && !/[{%]\}/.test(text)) return `'${text}'`;
  before(
    `{% capture ${name} %}${/\{[{%]/.test(text) ? `{% raw %}${text}{% endraw %}` : text}{% endcapture %}`,
  );
  return name;
}
