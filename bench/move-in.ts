// How long a large blog takes to move in, to become a release, and to be compared: node bench/move-in.ts [posts]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const posts = Number(process.argv[2] ?? 7_000);
const top = mkdtempSync(join(tmpdir(), 'meniscus-bench-move-in-'));
const write = (path: string, text: string) => {
  mkdirSync(join(top, path, '..'), { recursive: true });
  writeFileSync(join(top, path), text);
};

const LAYOUT =
  '<!doctype html><title>{{ page.title }}</title><a href="{{ site.baseurl }}/">{{ site.title }}</a><main>{{ content }}</main>{% if page.previous %}<a href="{{ page.previous.url }}">{{ page.previous.title }}</a>{% endif %}\n';
const paragraph =
  'The "tide" comes in -- and goes out again, as *it* has done on every [day](/about/) since there is a sea.\n\n';

function blog(): void {
  write(
    'blog/_config.yml',
    'title: Bench\nurl: https://bench.example\npermalink: /:year/:month/:day/:title/\n',
  );
  write('blog/_layouts/post.html', LAYOUT);
  write(
    'blog/index.html',
    '---\n---\n<ul>{% for post in site.posts limit: 20 %}<li><a href="{{ post.url }}">{{ post.title }}</a>{{ post.excerpt }}</li>{% endfor %}</ul>\n',
  );
  for (let n = 0; n < posts; n++) {
    const day = new Date(Date.UTC(2000, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
    const front = `---\nlayout: post\ntitle: "Post ${n}"\ntags: [tag-${n % 20}]\ncategories: [cat-${n % 7}]\n---\n`;
    const code = '```ruby\ndef tide(hours)\n  hours % 12\nend\n```\n\n';
    write(
      `blog/_posts/${day}-post-${n}.md`,
      `${front}${paragraph.repeat(6)}## Part\n\n${code}${paragraph.repeat(4)}`,
    );
  }
}

function run(what: string, ...args: string[]): void {
  const started = performance.now();
  try {
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'cli/main.ts', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch {
    console.log(`${what}: something was found`);
  }
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

blog();
run(`move-in of ${posts} posts`, 'move-in', join(top, 'blog'));
run('check', 'check', join(top, 'blog-meniscus'));
mkdirSync(join(top, 'old'));
run('compare, of the new site alone', 'move-in', join(top, 'blog-meniscus'), '--compare', join(top, 'old'));
rmSync(top, { recursive: true });
