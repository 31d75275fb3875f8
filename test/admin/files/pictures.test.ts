import { reset } from 'cloudflare:test';
import { strToU8, zipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import { pictureOf } from '../../../site/files/picture.ts';
import { call, put } from '../api.ts';
import { visit } from '../visit.ts';

beforeEach(() => reset());

/** The beginning of a picture: all that its size is read from. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>';
const shown = async (text: string, page = 'pages/a.md') => {
  const { body } = await call('POST', '/render', { page, files: { [page]: text } });
  return body.body;
};

/** An AVIF of 24 by 10 pixels, as libheif writes it. */
const AVIF =
  'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACEAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAABgAAAAKAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAApbWRhdBIACgg4EO8tICGg0jITH/JihOAAFgAArrGcm+tRy0kLgA==';

const ascii = (text: string) => [...text].map((sign) => sign.charCodeAt(0));

/** The same with a property of its picture, in a box of its own: browsers show it turned by quarters. */
function turned(quarters: number): Uint8Array<ArrayBuffer> {
  const bytes = [...Uint8Array.from(atob(AVIF), (sign) => sign.charCodeAt(0))];
  const at = (type: string) =>
    bytes.findIndex((_, index) => ascii(type).every((sign, offset) => bytes[index + offset] === sign));
  const grow = (type: string, by: number) => {
    bytes[at(type) - 1] = (bytes[at(type) - 1] ?? 0) + by; // all of them are below 256 bytes
  };
  const ipma = at('ipma');
  bytes[ipma + 14] = 4; // properties of the picture, one more than it had
  bytes.splice(ipma + 18, 0, 0x80 | 4);
  bytes.splice(ipma - 4, 0, 0, 0, 0, 9, ...ascii('irot'), quarters);
  grow('ipma', 1);
  grow('ipco', 9);
  for (const type of ['iprp', 'meta']) grow(type, 10);
  const made = new Uint8Array(bytes);
  const data = new DataView(made.buffer);
  data.setUint32(at('iloc') + 16, data.getUint32(at('iloc') + 16) + 10); // where its data is
  return made;
}

test('a picture in Markdown says how large it is, as its file does, until that is another', async () => {
  await put('assets/boat.png', png(640, 480));
  await put('public/mark.svg', SVG);
  await put('pages/a.md', '![Boat](../assets/boat.png) ![Mark](/public/mark.svg)');
  await call('POST', '/publish');
  const boat = (size: string) => `<img src="/assets/boat.png" alt="Boat"${size}>`;
  expect((await visit('/a')).text).toBe(
    `<p>${boat(' width="640" height="480"')} <img src="/mark.svg" alt="Mark" width="40" height="20"></p>\n`,
  );
  await put('assets/boat.png', png(30, 20));
  await call('POST', '/publish');
  expect((await visit('/a')).text).toContain(boat(' width="30" height="20"'));
  await put('assets/boat.png', 'no picture');
  await call('POST', '/publish');
  expect((await visit('/a')).text).toContain(boat(''));
});

test('what the author says of its size is left as it is, and so is what is no file of the site', async () => {
  await put('assets/boat.png', png(640, 480));
  expect(await shown('![Boat](/assets/boat.png){: width=100}')).toContain(
    '<img src="/assets/boat.png" alt="Boat" width="100">',
  );
  expect(await shown('![Boat](https://example.com/boat.png)')).toContain('alt="Boat">');
  expect(await shown('[Boat](/assets/boat.png)')).toContain('<a href="/assets/boat.png">Boat</a>');
});

test('entries have it too, from archives as well', async () => {
  const files = {
    'assets/boat.png': png(7, 5),
    'content/posts/a.md': strToU8('---\ntitle: A\n---\n![Boat](../../assets/boat.png)\n'),
    'pages/posts/[slug].liquid': strToU8('---\nentry: posts\n---\n{{ entry.content }}'),
  };
  await call('POST', '/import', zipSync(files) as BodyInit);
  const { body } = await call('POST', '/render', { url: '/posts/a' });
  expect(body.body).toBe('<p><img src="/assets/boat.png" alt="Boat" width="7" height="5"></p>\n');
});

test('a template shows a picture with its size and the smaller versions that are there, and needs them with it', async () => {
  await put('site.yaml', 'images: { widths: [320, 480] }\n');
  await put('data/media.yaml', 'boat.png: { alt: A boat }\n');
  await put('pages/index.liquid', 'Soon');
  await call('POST', '/publish');
  await put('assets/boat.png', png(640, 480));
  await put('assets/boat-320w.webp', png(320, 240));
  await put('assets/boat-480w.webp', png(480, 360));
  await put('pages/index.liquid', "{% image 'boat.png' %} {{ 'boat.png' | image_size }}");
  const paths = ['pages/index.liquid', 'assets/boat.png'];
  const refused = await call('POST', '/publish', { paths });
  const versions = ['assets/boat-320w.webp', 'assets/boat-480w.webp'];
  expect(refused.body).toMatchObject({ status: 422, rule: 'also_publish', needs: versions });
  expect((await call('POST', '/publish', { paths: [...paths, ...versions] })).body.state).toBe('live');
  const { text } = await visit('/');
  const link = (name: string) => `/assets/${name}\\?v=1-[0-9a-f]{32}`;
  expect(text).toMatch(
    new RegExp(
      `^<picture><source type="image/webp" srcset="${link('boat-320w.webp')} 320w, ${link('boat-480w.webp')} 480w">` +
        `<img src="${link('boat.png')}" alt="A boat" width="640" height="480"></picture> 640x480$`,
    ),
  );
});

test.each([
  ['a cut header', 'image/png', png(640, 480).slice(0, 18)],
  ['no size', 'image/png', png(0, 480)],
  ['another type', 'text/css', png(640, 480)],
  ['nothing', 'image/jpeg', new Uint8Array(0)],
  ['markers without an end', 'image/jpeg', new Uint8Array(100_000).fill(0xff).fill(0xd8, 1, 2)],
  ['boxes that hold themselves', 'image/avif', strToU8('\0\0\0\0ftypavif\0\0\0\0'.repeat(50))],
  ['an SVG without a size', 'image/svg+xml', strToU8('<svg>'.repeat(1_000))],
])('of %s nothing is told', async (_, type, bytes) => {
  expect(await pictureOf(type, bytes)).toBe(undefined);
});

test('an AVIF counts as it is shown, also where it is turned or cut off', async () => {
  const size = (quarters: number) => pictureOf('image/avif', turned(quarters));
  expect(
    await pictureOf(
      'image/avif',
      Uint8Array.from(atob(AVIF), (sign) => sign.charCodeAt(0)),
    ),
  ).toEqual([24, 10]);
  expect([await size(0), await size(1), await size(2), await size(3)]).toEqual([
    [24, 10],
    [10, 24],
    [24, 10],
    [10, 24],
  ]);
  const whole = turned(1);
  for (let length = 0; length < whole.length; length++) {
    const found = await pictureOf('image/avif', whole.subarray(0, length));
    expect([undefined, '10,24', '24,10']).toContain(found?.join(','));
  }
});

test('a picture that is moved takes its smaller versions, its texts and its name in entries along, in one step', async () => {
  for (const name of ['boat.png', 'boat-480w.png', 'boat-house.png', 'boat-house-480w.png'])
    await put(`assets/${name}`, png(480, 240));
  await put('data/media.yaml', 'boat.png:\n  alt: A boat\nboat-house.png: A house\n');
  await put('content/posts/a.md', '---\ncover: boat.png\n---\n![](/assets/boat-480w.png)\n');
  const move = (to: string) =>
    call('POST', `/files/${encodeURIComponent('assets/boat.png')}/move`, { to, references: true });
  // Where one of them has no place, nothing is moved.
  await put('assets/ship-480w.png', png(480, 240));
  expect((await move('assets/ship.png')).status).toBe(412);
  const { status, body } = await move('assets/sea/yawl.png');
  expect([status, body.versions, [...body.changed].sort()]).toEqual([
    200,
    [{ from: 'assets/boat-480w.png', to: 'assets/sea/yawl-480w.png' }],
    ['content/posts/a.md', 'data/media.yaml'],
  ]);
  const { files } = (await call('GET', '/files?prefix=assets/')).body;
  expect(files.map(({ path }: { path: string }) => path)).toEqual([
    'assets/boat-house-480w.png',
    'assets/boat-house.png',
    'assets/sea/yawl-480w.png',
    'assets/sea/yawl.png',
    'assets/ship-480w.png',
  ]);
  const text = async (path: string) => (await call('GET', `/files/${encodeURIComponent(path)}`)).body;
  expect(await text('content/posts/a.md')).toBe(
    '---\ncover: sea/yawl.png\n---\n![](/assets/sea/yawl-480w.png)\n',
  );
  expect(await text('data/media.yaml')).toBe('sea/yawl.png:\n  alt: A boat\nboat-house.png: A house\n');
});

test('a new name is written as what names it reads it, and refused where no template could', async () => {
  await put('assets/boat.png', png(480, 240));
  await put('data/media.yaml', 'boat.png: { alt: A boat }\n');
  await put('content/posts/a.md', '---\ncover: boat.png\n---\n![A boat](/assets/boat.png)\n');
  const move = (to: string) =>
    call('POST', `/files/${encodeURIComponent('assets/boat.png')}/move`, { to, references: true });
  expect((await move(`assets/"it's".png`)).status).toBe(422);
  expect((await move('assets/my #2 boat.png')).status).toBe(200);
  const text = async (path: string) => (await call('GET', `/files/${encodeURIComponent(path)}`)).body;
  expect(await text('data/media.yaml')).toBe("'my #2 boat.png': { alt: A boat }\n");
  expect(await text('content/posts/a.md')).toBe(
    "---\ncover: 'my #2 boat.png'\n---\n![A boat](/assets/my%20%232%20boat.png)\n",
  );
  expect(await shown(await text('content/posts/a.md'))).toContain('width="480" height="240"');
});
