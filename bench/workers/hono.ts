import page from 'bench:page';
import { Hono } from 'hono';

/** Hono with a constant: what a framework's hello world of that size costs. */
const app = new Hono();
app.get('*', (c) => c.html(page));
export default app;
