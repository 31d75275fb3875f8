/** The Durable Object alone, without the API: what tests of the store run in. */
export { SiteObject } from '../../admin/store/site-object.ts';

export default { fetch: () => new Response(null, { status: 404 }) };
