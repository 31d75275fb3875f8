import { messageOf } from '../schema/message-of.ts';
import { buildUi } from './pack/build-ui.ts';
import { ROOT, serve } from './serve.ts';

/** `npm start`: both Workers, a site in them, and what to do next. */
try {
  await serve(() => {
    buildUi(ROOT);
  });
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
