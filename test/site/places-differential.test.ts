import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../liquid/compile/compile.ts';
import { link, type Template } from '../../liquid/run/link.ts';
import { type RenderEnv, render } from '../../liquid/run/render.ts';
import type { CompiledFile, Facts } from '../../site/facts.ts';
import { compileFile } from '../../site/files/compile-file.ts';
import { mediaOf } from '../../site/files/media.ts';
import '../../site/extensions/not-found-tag.ts';
import { placeTemplates } from '../../site/check/placed.ts';
import { parseCase } from '../liquid/support/case.ts';

/** Every template of the repository prints the same with places as without: what is right stays as it is. */

const cases = new URL('../liquid/cases/', import.meta.url);

describe('cases', () => {
  test.each(readdirSync(cases).sort())('%s', (file) => {
    const { template, data, options, partials } = parseCase(readFileSync(new URL(file, cases), 'utf8'));
    const printed = (places: boolean) => {
      const linked = (name: string, source: string) => {
        const { program } = compile(source, { name, starts: places ? {} : null });
        return link(program ?? expect.fail(`${name} does not compile`));
      };
      const partial = (name: string) => linked(name, partials.get(name) ?? '');
      const { escape: escapes = true, now = 0, shared = {} } = options;
      try {
        return render(linked('main', template), data, { escape: escapes, partial, now: () => now, shared })
          .output;
      } catch (error) {
        return String(error);
      }
    };
    expect(printed(true)).toBe(printed(false));
  });
});

function filesOf(folder: string): Map<string, string> {
  const root = new URL(`../../examples/${folder}/`, import.meta.url);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const texts = paths.filter((path) => /\.(?:liquid|yaml|json)$/.test(path) && !path.startsWith('assets/'));
  return new Map(texts.map((path) => [path, readFileSync(new URL(path, root), 'utf8')]));
}

type Compiled = ReadonlyMap<string, CompiledFile>;

/** A page with its samples, with each template as `templateOf` has it. */
function shown(
  path: string,
  files: ReadonlyMap<string, string>,
  compiled: Compiled,
  templateOf: (path: string) => Template,
) {
  const front = compiled.get(path)?.facts.front;
  const config = compiled.get('site.yaml')?.facts.config;
  const json = (at: string) => JSON.parse(compiled.get(at)?.code || files.get(at) || 'null');
  const data = [...files.keys()].filter((each) => each.startsWith('data/'));
  const fetched = Object.keys(front?.fetch ?? {}).map((name) => [name, json(`samples/${name}.json`)]);
  const env: RenderEnv = {
    escape: mediaOf(path, front, config).escape,
    partial: (name, kind) => templateOf(`${kind}s/${name}.liquid`),
    now: () => 0,
    host: { assetUrl: (name: string) => `/assets/${name}` },
    layout: front?.layout || config?.defaults?.layout || undefined,
    shared: {
      ...Object.fromEntries(fetched),
      page: { ...front, url: '/a', path: '/a', params: { slug: 'first-tide', id: '1' } },
      site: config,
      data: Object.fromEntries(data.map((at) => [at.replace(/^data\/|\.\w+$/g, ''), json(at)])),
      request: { query: { q: 'a & b', by: 'price' } },
      upstream: {},
    },
  };
  try {
    return render(templateOf(path), {}, env).output;
  } catch (error) {
    return String(error);
  }
}

describe.each(['starter', 'shop/site'])('examples/%s', (folder) => {
  const files = filesOf(folder);
  const compiled = new Map([...files].map(([path, text]) => [path, compileFile(path, text)]));
  const facts = new Map<string, Facts>([...compiled].map(([path, file]) => [path, file.facts]));
  const placed = placeTemplates(facts, (path) => files.get(path)).files;
  const withPlaces = (path: string) =>
    link(JSON.parse((placed.get(path)?.compiled ?? compiled.get(path))?.code ?? ''));
  const without = (path: string) =>
    link(JSON.parse(compileFile(path, files.get(path) ?? '', { starts: null }).code));

  test.each([...files.keys()].filter((path) => path.startsWith('pages/')))('%s', (path) => {
    const now = shown(path, files, compiled, withPlaces);
    expect(now).not.toMatch(/^\w*Error/);
    expect(now).toBe(shown(path, files, compiled, without));
  });

  test('no template is warned of', () => {
    const found = [...compiled].flatMap(([path, { diagnostics }]) =>
      diagnostics.map(({ code }) => `${path} ${code}`),
    );
    expect(found.filter((each) => / (?:place_|raw_)/.test(each))).toEqual([]);
  });
});
