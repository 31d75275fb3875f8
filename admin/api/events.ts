import { ProblemError } from '../../schema/problem.ts';
import { CONNECTIONS } from '../store/events.ts';
import { operation } from './operation.ts';

/** What happens, as it happens. */
export const events = [
  operation({
    id: 'events',
    method: 'GET',
    path: '/events',
    scope: 'read',
    summary: 'A WebSocket that tells of saves, publishes and who has which file open',
    about:
      'Messages are JSON: {"type":"saved","author","paths","draft"}, {"type":"release","release"}, {"type":"live","release"}, {"type":"people","people":[{"id","name","path"}]}. Send {"type":"open","path"} to say which file you have open, and "ping" to get "pong".',
    statuses: [101],
    answerType: 'application/json',
    async run({ site, request, who }) {
      if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket')
        throw new ProblemError('invalid', 'GET /api/events is a WebSocket: send Upgrade: websocket', {
          rule: 'upgrade',
        });
      const response = await site.fetch('https://site.internal/author', {
        headers: { upgrade: 'websocket', 'x-name': encodeURIComponent(who.name) },
      });
      if (response.webSocket) return response;
      throw new ProblemError(
        'rate_limited',
        'This site has as many open connections as it takes; try again later',
        {
          rule: 'connections',
          limit: CONNECTIONS,
          retryAfter: 60,
        },
      );
    },
  }),
];
