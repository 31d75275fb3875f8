import { ProblemError } from '../../../schema/api/problem.ts';
import { CONNECTIONS, EACH } from '../../store/events.ts';
import { unauthorized } from '../http/auth.ts';
import { readCookie } from '../http/cookie.ts';
import { hashSecret } from '../http/secret.ts';
import { operation } from '../operation.ts';

/** What happens, as it happens. */
export const events = [
  operation({
    id: 'events',
    method: 'GET',
    path: '/events',
    scope: 'read',
    summary: 'A WebSocket that tells of saves, publishes and who has which file open',
    about:
      'Messages are JSON: {"type":"saved","author","paths","draft"}, {"type":"release","release"}, {"type":"live","release"}, {"type":"people","people":[{"id","name","path"}]}. Send {"type":"open","path"} to say which file you have open, and "ping" to get "pong". A connection ends (4401) with the token or session that it was opened with, when it sends more than 30 messages in 10 seconds, and when it is sent a megabyte without a word from it: send "ping" now and then.',
    statuses: [101],
    responseType: 'application/json',
    async run({ site, request, url, who }) {
      if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket')
        throw new ProblemError('invalid', 'GET /api/events is a WebSocket: send Upgrade: websocket', {
          rule: 'upgrade',
        });
      const cookie = who.kind === 'session' ? readCookie(request, url) : undefined;
      const response = await site.fetch('https://site.internal/author', {
        headers: {
          upgrade: 'websocket',
          'x-who': encodeURIComponent(who.id),
          'x-name': encodeURIComponent(who.name),
          ...(who.expires !== null && { 'x-ends': `${who.expires}` }),
          ...(cookie !== undefined && { 'x-session': await hashSecret(cookie) }),
        },
      });
      if (response.webSocket) return response;
      if (response.status === 401) throw unauthorized();
      throw new ProblemError(
        'rate_limited',
        `You, or all who work on this site, have as many open connections as it takes: ${EACH.author} each, ${CONNECTIONS} in all`,
        {
          rule: 'connections',
          limit: EACH.author,
          retryAfter: 60,
        },
      );
    },
  }),
];
