import { Liquid } from 'liquidjs';

/** From the sources to the page. */
export function firstPage(stored: string, data: Readonly<Record<string, unknown>>): string {
  const templates: Record<string, string> = JSON.parse(stored);
  const engine = new Liquid({
    cache: true,
    templates,
    outputEscape: 'escape',
    locale: 'en-US',
    timezoneOffset: 0,
  });
  return String(engine.renderFileSync('page', data));
}
