import { registerLink } from '../../liquid/run/tags/table.ts';

/** Stops a render: the page says that it does not exist. Whoever renders it shows the site's 404 page instead. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** The run half of `{% not_found %}`. */
registerLink('not_found', () => () => {
  throw new NotFound('the page answered not_found');
});
