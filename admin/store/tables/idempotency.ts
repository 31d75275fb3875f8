import { RpcTarget } from 'cloudflare:workers';
import { ProblemError } from '../../../schema/api/problem.ts';
import { type Outcome, outcome } from '../outcome.ts';
import { first } from '../rows/first.ts';

/** Milliseconds for which a response is remembered. */
const KEPT = 86_400_000;

/** UTF-16 units of a response that is kept: at most 3 bytes each in UTF-8, so its row stays below 2 MB. */
const LONGEST = 600_000;

type Row = { request: string; status: number | null; body: string | null };

/** The responses to calls with an Idempotency-Key, for a day. */
export class Idempotency extends RpcTarget {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    super();
    this.#sql = sql;
  }

  /** Notes that a call begins; returns the response when it was made before. */
  begin(key: string, request: string): Promise<Outcome<{ status: number; body: string } | null>> {
    return outcome(() => {
      this.#sql.exec('DELETE FROM idempotency WHERE at < ?', Date.now() - KEPT);
      const row = first(this.#sql.exec<Row>('SELECT * FROM idempotency WHERE key = ?', key));
      if (!row) {
        this.#sql.exec('INSERT INTO idempotency VALUES (?, ?, NULL, NULL, ?)', key, request, Date.now());
        return null;
      }
      if (row.request !== request)
        throw new ProblemError('invalid', 'This Idempotency-Key was used for another request', {
          rule: 'idempotency_key_used',
        });
      if (row.status === null)
        throw new ProblemError(
          'conflict',
          'The first call with this Idempotency-Key has not ended, or how it ended is not known: look at GET /api/status',
          { rule: 'idempotency_under_way', retryAfter: 5 },
        );
      if (row.body === null)
        throw new ProblemError(
          'conflict',
          'The first call with this Idempotency-Key was done; its answer was too long to be kept',
          { rule: 'idempotency_done' },
        );
      return { status: row.status, body: row.body };
    });
  }

  end(key: string, status: number, body: string): void {
    const kept = body.length > LONGEST ? null : body;
    this.#sql.exec('UPDATE idempotency SET status = ?, body = ? WHERE key = ?', status, kept, key);
  }

  forget(key: string): void {
    this.#sql.exec('DELETE FROM idempotency WHERE key = ? AND status IS NULL', key);
  }
}
