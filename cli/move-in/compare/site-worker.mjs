// Types of Workers and of Node don't go together in one program: site-worker.d.mts says what is here.
export { serveOffline } from '../../../worker/offline.ts';
