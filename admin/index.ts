import './harden.ts';
import { createAdmin } from './app.ts';

export { Preview } from './preview.ts';
export { SiteObject } from './store/site-object.ts';

export default createAdmin();
