import { createAdmin } from './app.ts';

export { SiteObject } from './store/site-object.ts';

export default createAdmin();
