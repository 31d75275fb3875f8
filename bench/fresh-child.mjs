// One measurement: node fresh-child.mjs ENGINE.mjs STORED.json. Prints milliseconds as JSON.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [engine, stored] = process.argv.slice(2);
const { templates, data } = JSON.parse(readFileSync(stored, 'utf8'));
const start = performance.now();
const { firstPage } = await import(pathToFileURL(engine).href);
const loaded = performance.now();
const page = await firstPage(templates, data);
const end = performance.now();
// liquidjs writes a quote with one character less than the others do.
const { length } = page.replaceAll('&#34;', '&quot;');
console.log(JSON.stringify({ module: loaded - start, first: end - loaded, length }));
