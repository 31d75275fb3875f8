import { html } from '@codemirror/lang-html';
import { liquid } from '@codemirror/lang-liquid';
import { yaml, yamlFrontmatter, yamlLanguage } from '@codemirror/lang-yaml';
import { LanguageSupport } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { complete } from './complete.ts';
import { completeYaml } from './complete-yaml.ts';
import { javascript } from './later-script.ts';

/** Liquid in HTML, with our own completions in place of the package's, which know neither our filters nor the site. */
function template(): LanguageSupport {
  const base = html();
  const { language } = liquid({ base });
  return new LanguageSupport(language, [base.support, language.data.of({ autocomplete: complete })]);
}

/** What every file has: names of fields and their values, in YAML and in front matter. */
const inYaml = yamlLanguage.data.of({ autocomplete: completeYaml });

/** The language of a file that is loaded when the first of its kind is opened; undefined for the others. */
export function laterLanguageOf(path: string): Promise<Extension> | undefined {
  switch (path.slice(path.lastIndexOf('.') + 1)) {
    case 'md':
      return import('./markdown.ts').then(({ markdown }) => [markdown(), inYaml]);
    case 'css':
      return import('@codemirror/lang-css').then(({ css }) => css());
    case 'json':
    case 'map':
    case 'webmanifest':
      return import('@codemirror/lang-json').then(({ json }) => json());
    default:
      return undefined;
  }
}

/** The language of a file, by its path. */
export function languageOf(path: string): Extension {
  if (path.endsWith('.liquid')) {
    const content = template();
    return path.startsWith('pages/') ? [yamlFrontmatter({ content }), inYaml] : content;
  }
  switch (path.slice(path.lastIndexOf('.') + 1)) {
    case 'yaml':
    case 'yml':
      return [yaml(), inYaml];
    case 'js':
    case 'mjs':
      return javascript();
    case 'html':
    case 'svg':
    case 'xml':
      return html();
    default:
      return [];
  }
}
