import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { SEEDS, type Seed } from './seeds.ts';

/**
 * An existing app that answers JSON: all that this shop has on its server. It knows nothing of pages.
 *
 *   GET  /seeds?kind=&q=     the list          GET  /seeds/{id}        one of them, or 404
 *   GET  /basket?items=      what a cookie's ids stand for, with the sum
 *   POST /basket/add/{id}    sets the cookie and goes on to the basket; POST /basket/empty
 *   GET  /static/{id}.svg    a picture
 */
export function startBackend(port: number): Promise<Server> {
  const server = createServer(answer);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://backend');
  const [, first = '', second = '', third = ''] = url.pathname.split('/');
  const route = ROUTES[`${request.method} ${first}${second && `/${first === 'basket' ? second : '*'}`}`];
  if (route) route({ request, response, url, name: first === 'basket' ? third : second });
  else json(response, 404, { error: 'There is nothing here.' });
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The last part of the path. */
  readonly name: string;
}

const ROUTES: Readonly<Record<string, ((asked: Asked) => void) | undefined>> = {
  'GET seeds': ({ response, url }) => json(response, 200, list(url.searchParams)),
  'GET seeds/*'({ response, name }) {
    const seed = SEEDS.find(({ id }) => id === name);
    json(response, seed ? 200 : 404, seed ? shown(seed) : { error: 'We do not sell that.' });
  },
  'GET basket': ({ response, url }) => json(response, 200, basket(idsOf(url.searchParams.get('items')))),
  'POST basket/add'({ request, response, name }) {
    const ids = SEEDS.some(({ id }) => id === name) ? [...cookieIds(request), name] : cookieIds(request);
    goToBasket(response, ids.slice(-40));
  },
  'POST basket/empty': ({ response }) => goToBasket(response, []),
  'GET static/*'({ response, name }) {
    const seed = SEEDS.find(({ id }) => `${id}.svg` === name);
    if (!seed) return json(response, 404, { error: 'No such picture.' });
    response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=3600' });
    response.end(picture(seed));
  },
};

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function list(query: URLSearchParams) {
  const kind = query.get('kind');
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = SEEDS.filter(
    (seed) =>
      (!kind || seed.kind === kind) &&
      words.every((word) => `${seed.name} ${seed.latin} ${seed.text}`.toLowerCase().includes(word)),
  );
  return { seeds: found.map(shown), kinds: [...new Set(SEEDS.map((seed) => seed.kind))] };
}

const shown = (seed: Seed) => ({ ...seed, price: money(seed.price) });
const money = (cents: number) => (cents / 100).toFixed(2);

function basket(ids: readonly string[]) {
  const lines = SEEDS.map((seed) => ({ seed, count: ids.filter((id) => id === seed.id).length }))
    .filter(({ count }) => count > 0)
    .map(({ seed, count }) => ({ ...shown(seed), count, sum: money(seed.price * count), cents: seed.price * count }));
  const total = money(lines.reduce((sum, line) => sum + line.cents, 0));
  return { lines, total, packets: lines.reduce((sum, line) => sum + line.count, 0) };
}

const idsOf = (text: string | null | undefined) => (text ?? '').split('.').filter(Boolean);

function cookieIds(request: IncomingMessage): string[] {
  return idsOf(/(?:^|; *)basket=([a-z.-]*)/.exec(request.headers.cookie ?? '')?.[1]);
}

function goToBasket(response: ServerResponse, ids: readonly string[]): void {
  const cookie = `basket=${ids.join('.')}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${ids.length > 0 ? 604_800 : 0}`;
  response.writeHead(303, { location: '/basket', 'set-cookie': cookie }).end();
}

/** A seed packet's print: a sprig with as many leaves as the name has letters, more or less. */
function picture({ colour, name }: Seed): string {
  const leaves = Array.from({ length: 5 + (name.length % 5) }, (_, n) => {
    const y = 150 - n * 14;
    const side = n % 2 === 0 ? 1 : -1;
    return `<path d="M60 ${y} q${side * 26} -22 ${side * 40} -2 q${side * -20} 14 ${side * -40} 2z"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 170" fill="${colour}"><path d="M59 168 C56 120 62 80 60 30" stroke="${colour}" stroke-width="3" fill="none"/>${leaves.join('')}<circle cx="60" cy="24" r="13"/><circle cx="60" cy="24" r="5" fill="#fff8"/></svg>`;
}
