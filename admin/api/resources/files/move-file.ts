import { moveRequest, moveResponse } from '../../../../schema/api/history.ts';
import { ProblemError } from '../../../../schema/api/problem.ts';
import { isContentOnly } from '../../../../schema/api/roles.ts';
import { checkPath, type Edit } from '../../../store/edit.ts';
import { unwrap } from '../../../store/outcome.ts';
import { CONDITIONS, conditionOf } from '../../http/condition.ts';
import { checkPaths } from '../../http/dispatch.ts';
import { checkChange } from '../../http/role.ts';
import { operation } from '../../operation.ts';
import { edited } from './content.ts';

/** Strings of templates have no escapes: what they name has one kind of quotes in it at most. */
const bothQuotes = (path: string) =>
  new ProblemError(
    'invalid',
    `No template can name ${path}: it has both kinds of quotes in it. Use one kind.`,
    {
      path,
    },
  );

/** Moves a file, and changes its name wherever other files have it. */
export const moveFile = [
  operation({
    id: 'moveFile',
    method: 'POST',
    path: '/files/{path}/move',
    scope: 'write',
    summary: 'Move a file to a path where nothing is',
    about:
      'With `references`, its name is changed wherever other files have it, in the same step. The smaller versions of a picture go along.',
    headers: CONDITIONS,
    body: moveRequest,
    response: moveResponse,
    // Which others it changes is known when they are found: what a role may change is checked then.
    paths: ({ params, body, who }) =>
      body.references && !isContentOnly(who) ? [''] : [params.path ?? '', body.to],
    async run(call) {
      const from = call.params.path ?? '';
      const { to, references = false } = call.body;
      checkPath(from);
      checkPath(to);
      if (references && /'.*"|".*'/.test(to)) throw bothQuotes(to);
      const usages = call.site.usages();
      const [, ...versions] = unwrap(await usages.moves(from, to));
      const moves = [{ from, to }, ...versions];
      const others = references ? unwrap(await usages.renamed(call.who.id, moves)) : [];
      for (const { path } of others) checkChange(call.who, path);
      const theirs = versions.flatMap((each) => [each.from, each.to]);
      checkPaths(call.who, theirs);
      for (const path of theirs) checkChange(call.who, path);
      const before = await call.site.drafts().addressOf(from);
      const { body, headers } = await edited(call, [
        { path: to, source: { copyOf: from }, ifNoneMatch: '*' },
        { path: from, source: null, ...conditionOf(call.request) },
        ...versions.flatMap((each): Edit[] => [
          { path: each.to, source: { copyOf: each.from }, ifNoneMatch: '*' },
          { path: each.from, source: null },
        ]),
        // With their ETags, so that what somebody saves in between is not overwritten.
        ...others.map(({ path, etag, hash }) => ({ path, source: { staged: hash }, ifMatch: etag })),
      ]);
      const after = before === null ? null : await call.site.drafts().addressOf(to);
      const isMoved = before !== null && after !== null && before !== after;
      const redirect = isMoved && { redirect: { from: before, to: after } };
      return { body: { ...body, changed: others.map(({ path }) => path), versions, ...redirect }, headers };
    },
  }),
];
