import { describe, expect, test } from 'vitest';
import { typeOfAsset, typeOfPage } from '../../schema/media.ts';

describe('the type of an asset', () => {
  test.each([
    ['a.ogg', 'audio/ogg'],
    ['a.opus', 'audio/ogg'],
    ['a.wav', 'audio/wav'],
    ['a.m4a', 'audio/mp4'],
    ['a.mov', 'video/quicktime'],
    ['a.vtt', 'text/vtt; charset=utf-8'],
    ['a.m3u8', 'application/vnd.apple.mpegurl'],
    ['a.apng', 'image/apng'],
    ['a.bmp', 'image/bmp'],
    ['a.jxl', 'image/jxl'],
    ['a.heic', 'image/heic'],
    ['a.eot', 'application/vnd.ms-fontobject'],
    ['a.glb', 'model/gltf-binary'],
    ['a.geojson', 'application/geo+json; charset=utf-8'],
    ['a.epub', 'application/epub+zip'],
    ['a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.log', 'text/plain; charset=utf-8'],
    ['a.xsl', 'application/xml; charset=utf-8'],
    ['Logo.PNG', 'image/png'],
    ['a.b.CSS', 'text/css; charset=utf-8'],
    ['.well-known/apple-app-site-association', 'application/json; charset=utf-8'],
    ['a.constructor', 'application/octet-stream'],
    ['a.__proto__', 'application/octet-stream'],
    ['a', 'application/octet-stream'],
    ['a.', 'application/octet-stream'],
    ['a.unheard', 'application/octet-stream'],
  ])('%s is %s', (name, type) => {
    expect(typeOfAsset(`assets/${name}`)).toBe(type);
  });
});

describe('the type of a page', () => {
  const html = { type: 'text/html; charset=utf-8', escape: true };

  test.each([
    ['about.liquid', html],
    ['[slug].liquid', html],
    ['docs/[...path].liquid', html],
    ['v1.2.liquid', html],
    ['a.html.liquid', html],
    ['guide.md', html],
    ['a.b/c.liquid', html],
    ['feed.xml.liquid', { type: 'application/xml; charset=utf-8', escape: true }],
    ['[tag].atom.liquid', { type: 'application/atom+xml; charset=utf-8', escape: true }],
    ['track.gpx.liquid', { type: 'application/gpx+xml; charset=utf-8', escape: true }],
    ['pic.svg.liquid', { type: 'image/svg+xml', escape: true }],
    ['map.geojson.liquid', { type: 'application/geo+json; charset=utf-8', escape: 'data' }],
    ['notes.txt.liquid', { type: 'text/plain; charset=utf-8', escape: false }],
    ['thing.unheard.liquid', { type: 'text/plain; charset=utf-8', escape: false }],
    ['a.constructor.liquid', { type: 'text/plain; charset=utf-8', escape: false }],
  ])('%s', (name, media) => {
    expect(typeOfPage(`pages/${name}`)).toMatchObject(media);
  });
});
