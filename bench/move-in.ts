// How long a large blog takes to move in, to become a release, and to be compared: node bench/move-in.ts [posts]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { AUTHORIZED, startWorld } from '../test/soak/world.ts';

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

const dayOf = (n: number): string =>
  new Date(Date.UTC(2000, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);

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
    const day = dayOf(n);
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
  let last = '';
  try {
    const out = execFileSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'cli/main.ts', ...args],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        maxBuffer: 1 << 28,
      },
    );
    last = lastLine(out.toString());
  } catch (error) {
    last = lastLine(String((error as { stdout?: Buffer }).stdout)); // what execFileSync throws has it
  }
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s; ${last}`);
}

const lastLine = (text: string): string =>
  /[✓✗] .*/.exec(
    text
      .trim()
      .split('\n')
      .filter((line) => /[✓✗]/.test(line))
      .at(-1) ?? '',
  )?.[0] ?? '';

/** What Jekyll makes of each post, as far as the comparison looks. */
function built(): void {
  const made =
    '<p>The “tide” comes in – and goes out again, as <em>it</em> has done on every <a href="/about/">day</a> since there is a sea.</p>\n';
  const body = `${made.repeat(6)}<h2 id="part">Part</h2>\n<pre><code>def tide(hours)\n  hours % 12\nend\n</code></pre>\n${made.repeat(4)}`;
  for (let n = 0; n < posts; n++) {
    const day = dayOf(n);
    const before =
      n > 0 ? `<a href="/${dayOf(n - 1).replaceAll('-', '/')}/post-${n - 1}/">Post ${n - 1}</a>` : '';
    write(
      `old/${day.replaceAll('-', '/')}/post-${n}/index.html`,
      `<!doctype html><title>Post ${n}</title><a href="/">Bench</a><main>${body}</main>${before}\n`,
    );
  }
}

/** Imports the folder into an admin Worker of this machine, and publishes it. */
async function publish(folder: string): Promise<void> {
  const world = await startWorld();
  const ask = async (method: string, path: string, body?: Uint8Array | string): Promise<string> => {
    const init = { method, headers: AUTHORIZED, body: body as BodyInit }; // Node's types lack it
    const response = await fetch(`${world.admin.url}${path}`, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return text;
  };
  const until = async (name: 'compiling' | 'publishing'): Promise<void> => {
    while (JSON.parse(await ask('GET', '/api/status'))[name]) await sleep(200);
  };
  try {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const files = paths.filter((path) => !path.startsWith('.') && statSync(join(folder, path)).isFile());
    const zip = zipSync(Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path))])));
    await timed(`import of ${files.length} files`, async () => {
      await ask('POST', '/api/import', zip);
      await until('compiling');
    });
    await timed('publish', async () => {
      await ask('POST', '/api/publish', '{}');
      await until('publishing');
    });
  } finally {
    await world.end();
  }
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

blog();
built();
run(`move-in of ${posts} posts`, 'move-in', join(top, 'blog'));
await publish(join(top, 'blog-meniscus'));
run('check', 'check', join(top, 'blog-meniscus'));
run(
  'compare with what Jekyll makes of the posts',
  'move-in',
  join(top, 'blog-meniscus'),
  '--compare',
  join(top, 'old'),
);
rmSync(top, { recursive: true });
