import { HTML } from './format.ts';

const TEXT = '; charset=utf-8';

/** Content types by a file's ending, as IANA's registry and browsers have them. Text types carry their charset. */
const TYPES = table({
  [`text/html${TEXT}`]: 'html htm',
  [`application/xml${TEXT}`]: 'xml xsl xslt xsd',
  [`application/rss+xml${TEXT}`]: 'rss',
  [`application/atom+xml${TEXT}`]: 'atom',
  'image/svg+xml': 'svg',
  [`application/xhtml+xml${TEXT}`]: 'xhtml xht',
  [`text/plain${TEXT}`]: 'txt text log asc',
  [`text/markdown${TEXT}`]: 'md markdown',
  [`text/csv${TEXT}`]: 'csv',
  [`text/tab-separated-values${TEXT}`]: 'tsv',
  [`text/calendar${TEXT}`]: 'ics ifb',
  [`text/vcard${TEXT}`]: 'vcf vcard',
  [`text/vtt${TEXT}`]: 'vtt',
  [`application/x-subrip${TEXT}`]: 'srt',
  [`application/yaml${TEXT}`]: 'yaml yml',
  [`application/toml${TEXT}`]: 'toml',
  [`text/css${TEXT}`]: 'css',
  [`text/javascript${TEXT}`]: 'js mjs cjs',
  [`application/json${TEXT}`]: 'json map',
  [`application/ld+json${TEXT}`]: 'jsonld',
  [`application/feed+json${TEXT}`]: 'jsonfeed',
  [`application/geo+json${TEXT}`]: 'geojson',
  [`application/manifest+json${TEXT}`]: 'webmanifest',
  [`application/x-ndjson${TEXT}`]: 'ndjson jsonl',
  [`application/gpx+xml${TEXT}`]: 'gpx',
  [`application/vnd.google-earth.kml+xml${TEXT}`]: 'kml',
  [`application/opensearchdescription+xml${TEXT}`]: 'osdx',
  [`application/mathml+xml${TEXT}`]: 'mml mathml',
  'application/vnd.google-earth.kmz': 'kmz',
  'application/vnd.mapbox-vector-tile': 'mvt pbf',
  'image/png': 'png',
  'image/apng': 'apng',
  'image/jpeg': 'jpg jpeg jfif pjpeg pjp',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/jxl': 'jxl',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/bmp': 'bmp dib',
  'image/tiff': 'tif tiff',
  'image/x-icon': 'ico cur',
  'font/woff': 'woff',
  'font/woff2': 'woff2',
  'font/ttf': 'ttf',
  'font/otf': 'otf',
  'font/collection': 'ttc',
  'application/vnd.ms-fontobject': 'eot',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a m4b',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg oga opus',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/webm': 'weba',
  'audio/midi': 'mid midi',
  'audio/aiff': 'aif aiff',
  'video/mp4': 'mp4 m4v',
  'video/webm': 'webm',
  'video/ogg': 'ogv',
  'video/quicktime': 'mov qt',
  'video/x-msvideo': 'avi',
  'video/x-matroska': 'mkv',
  'video/mpeg': 'mpg mpeg',
  'video/mp2t': 'ts m2ts',
  'video/3gpp': '3gp',
  'application/vnd.apple.mpegurl': 'm3u8 m3u',
  'application/dash+xml': 'mpd',
  'video/iso.segment': 'm4s',
  'model/gltf-binary': 'glb',
  'model/gltf+json': 'gltf',
  'model/obj': 'obj',
  'model/stl': 'stl',
  'model/vnd.usdz+zip': 'usdz',
  'model/3mf': '3mf',
  'application/pdf': 'pdf',
  'application/postscript': 'ps eps ai',
  'application/rtf': 'rtf',
  'application/epub+zip': 'epub',
  'application/msword': 'doc dot',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.ms-powerpoint': 'ppt pps',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/zip': 'zip',
  'application/gzip': 'gz tgz',
  'application/x-tar': 'tar',
  'application/x-bzip2': 'bz2',
  'application/x-xz': 'xz',
  'application/x-7z-compressed': '7z',
  'application/vnd.rar': 'rar',
  'application/java-archive': 'jar',
  'application/vnd.android.package-archive': 'apk',
  'application/wasm': 'wasm',
});

/** Files that are known by their whole name, as those that fetch them want them. */
const NAMES = new Map([['apple-app-site-association', `application/json${TEXT}`]]);

function table(endings: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(endings).flatMap(([type, list]) => list.split(' ').map((each) => [each, type] as const)),
  );
}

/** What a page's output is written in: it decides how values are escaped. `plain` text is not. */
export type Language = 'html' | 'xml' | 'script' | 'style' | 'plain';

/** How a page's output is sent and escaped. `data`: escaped, in a language that holds no markup. */
export interface PageType {
  readonly type: string;
  readonly escape: boolean | 'data';
  readonly language: Language;
}

/** The content type of an asset; bytes of an unknown ending are a download. */
export function typeOfAsset(path: string): string {
  return NAMES.get(nameOf(path)) ?? TYPES.get(ending(path)) ?? 'application/octet-stream';
}

/**
/**
 * The content type of a page by its inner ending (pages/feed.xml.liquid is XML), and its language: that of its type, or of the
 * one that its headers give it, so that text which is sent as HTML is escaped as HTML. What a page of Markdown
 * (pages/guide.md) makes is HTML; an ending that nobody knows is text, which no browser takes for HTML.
 */
export function typeOfPage(path: string, headers: Readonly<Record<string, string>> = {}): PageType {
  const inner = path.endsWith('.liquid') ? innerEnding(path.slice(0, -'.liquid'.length)) : '';
  const type = inner === '' ? HTML.type : (TYPES.get(inner) ?? `text/plain${TEXT}`);
  const sent = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const language = (sent ? languageOf(sent) : undefined) ?? languageOf(type) ?? 'plain';
  const data = language === 'script' || language === 'style';
  return { type, escape: data ? 'data' : language !== 'plain', language };
}

/** The language of a content type; undefined for one that is text as it is. */
function languageOf(type: string): Language | undefined {
  const name = type.toLowerCase().replace(/;.*$/, '').trim();
  if (name === 'text/html') return 'html';
  if (/[/+]xml$/.test(name)) return 'xml';
  if (name === 'text/css') return 'style';
  return /\/(?:x-)?(?:java|ecma)script$|[/+]json$/.test(name) ? 'script' : undefined;
}

/** A name such as `v1.2` or `[...path]` has no ending: those begin with a letter and are outside of brackets. */
function innerEnding(path: string): string {
  const found = ending(path.replace(/\[[^\]]*\]/g, 'x'));
  return /^[a-z]/.test(found) ? found : '';
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

function ending(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

/** What ends the names of files that a page shows as pictures. */
export const PICTURE_NAME = /\.(?:apng|avif|gif|jfif|jpe?g|png|svg|webp)$/i;
