import { ProblemError } from '../../../schema/api/problem.ts';
import { unwrap } from '../../store/outcome.ts';
import { operation } from '../operation.ts';

const TYPE = 'application/jsonl';

/** The whole site in one file, and back. */
export const backup = [
  operation({
    id: 'backup',
    method: 'GET',
    path: '/backup',
    scope: 'admin',
    summary: 'Download the whole site: draft, history, releases, assets',
    about: 'JSON lines. Tokens and the audit log are not in it.',
    responseType: TYPE,
    async run({ site, env, who }) {
      const stream = unwrap(await site.backups().backup());
      await site.noteAudit(who.name, 'backup', '');
      return new Response(stream, {
        headers: {
          'content-type': TYPE,
          'content-disposition': `attachment; filename="${env.SITE}.jsonl"`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      });
    },
  }),
  operation({
    id: 'restore',
    method: 'PUT',
    path: '/backup',
    scope: 'admin',
    summary: 'Restore a backup into a site that is empty',
    about: 'All of it or nothing: a backup that is cut off or damaged leaves the site empty.',
    stream: { types: [TYPE], about: 'What GET /backup gave' },
    async run({ site, request, who }) {
      if (!request.body) throw new ProblemError('invalid', 'Send the backup as the body', { rule: 'body' });
      unwrap(await site.backups().restore(request.body));
      await site.noteAudit(who.name, 'restore', '');
      return {};
    },
  }),
];
