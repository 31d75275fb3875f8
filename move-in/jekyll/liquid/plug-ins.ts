import { own } from '../../../schema/own.ts';
import { tocTag } from '../plugins/toc.ts';
import { addressOfStatic } from '../source/statics.ts';
import type { Tag, Work } from './work.ts';

/** Tags of Jekyll and its plugins that are no tags here. */
export function plugInTag(piece: Tag, rewriter: Work): string {
  const { plugins } = rewriter.plan.site.config;
  const handler = piece.name === 'toc' && !plugins.has('jekyll-toc') ? undefined : own(TAGS, piece.name);
  const markup = rewriter.text.slice(piece.inner.start, piece.inner.end).trim();
  if (piece.name === 'link' && markup.includes('{{')) return linkByName(piece, rewriter);
  if (handler) return handler(markup, rewriter);
  const help = 'A plugin has it: write what it printed.';
  rewriter.report.left('tag', `There is no tag ${piece.name}; it was left out.`, help, {
    path: rewriter.source,
    old: rewriter.text.slice(piece.start, piece.end),
  });
  return '';
}

type Handler = (markup: string, rewriter: Work) => string;

function link(markup: string, { plan, source, report }: Work): string {
  const path = markup.replace(/^\/+/, '').replace(/^(["'])(.*)\1$/, '$2');
  const doc = plan.documents.get(path);
  const { baseurl } = plan.site.config;
  if (doc) return baseurl + doc.url;
  if (plan.statics.has(path)) return `${baseurl}/${addressOfStatic(path, plan.site.config) ?? path}`;
  report.left('link', 'A link names a file that is not there.', 'Write the address.', {
    path: source,
    old: markup,
  });
  return `${baseurl}/${path}`;
}

/** `{% link {{ page.file }} %}`: a variable holds the path, or part of it. */
function linkByName({ inner }: Tag, work: Work): string {
  work.plan.lists.add('links');
  for (const { index, 1: value = '' } of work.text
    .slice(inner.start, inner.end)
    .matchAll(/\{\{([^{}]*)\}\}/g))
    work.paths({ start: inner.start + index + 2, end: inner.start + index + 2 + value.length });
  return `{% capture link_path %}${work.now(inner).trim()}{% endcapture %}{{ data.jekyll.links[link_path] }}`;
}

function postUrl(markup: string, { plan, source, report }: Work): string {
  const name = markup.replace(/^\/+/, '');
  const doc = plan.posts.get(name);
  if (doc) return plan.site.config.baseurl + doc.url;
  report.left('link', 'A link names a post that is not there.', 'Write the address.', {
    path: source,
    old: markup,
  });
  return '';
}

const partial =
  (name: string): Handler =>
  (_, { plan }) => {
    plan.partials.add(name);
    return `{% include '${name}' %}`;
  };

const gist: Handler = (markup) => {
  const [id = '', file] = markup.replaceAll(/["']/g, '').split(/\s+/);
  return `<script src="https://gist.github.com/${id}.js${file ? `?file=${file}` : ''}"> </script>`;
};

const TAGS: Readonly<Record<string, Handler>> = {
  link,
  post_url: postUrl,
  seo: (markup, work) =>
    /title=false/i.test(markup)
      ? `{% assign seo_untitled = true %}${partial('seo')(markup, work)}`
      : partial('seo')(markup, work),
  feed_meta: partial('feed-meta'),
  gist,
  toc: tocTag,
};
