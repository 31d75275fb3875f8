/** The path of a request's URL, cut out of it: the platform has normalised it, and parsing the URL would cost more. */
export function pathOf(url: string): string {
  const start = url.indexOf('/', 8);
  const query = url.indexOf('?', start);
  return query < 0 ? url.slice(start) : url.slice(start, query);
}
