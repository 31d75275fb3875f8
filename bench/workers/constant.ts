import page from 'bench:page';

/** Answers a constant: what starting a Worker costs by itself. */
export default {
  fetch: () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
};
