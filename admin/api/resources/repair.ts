import { repairRequest, repairResponse } from '../../../schema/api/repair.ts';
import { unwrap } from '../../store/outcome.ts';
import { operation } from '../operation.ts';

/** What KV lost. */
export const repair = [
  operation({
    id: 'repair',
    method: 'POST',
    path: '/repair',
    scope: 'admin',
    summary: 'Compare Workers KV with what should be there, and write again what is lost',
    about:
      'Looks at up to 50 values a call: call again with `cursor` until that is null. Programs, data and releases are written again; the bytes of assets are nowhere else, so those are named: upload them again.',
    body: repairRequest,
    response: repairResponse,
    async run({ site, body, who }) {
      const { checked, written, lost, cursor } = unwrap(
        await site.repairs().slice(body.cursor ?? '', who.name),
      );
      const named = lost.map(({ key, paths, detail }) => ({ key, paths: [...paths], detail }));
      return { body: { checked, written: [...written], lost: named, cursor } };
    },
  }),
];
