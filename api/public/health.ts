import { connect } from 'node:net';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { countOverdue } from '../../db/acknowledgements.ts';
import { type JournalState, journalState } from '../../db/journal-checks.ts';
import { countAllLetters } from '../../db/letters.ts';
import { emailCounts } from '../../db/operation.ts';
import { outboxAge } from '../../db/outbox.ts';
import { countFailingSteps } from '../../db/step-failures.ts';
import { overdueLimits } from '../acknowledgements.ts';
import { newRouter } from '../context.ts';
import type { Services } from '../services.ts';

type State = 'up' | 'down';

/** For the machines that watch: alive, ready, and in numbers. Nothing here tells of a person. */
export function healthRoutes(services: Services) {
  const metrics = createMetrics(services);
  const router = newRouter()
    .get('/healthz', (ctx) => {
      ctx.body = { status: 'ok' };
    })
    .get('/readyz', async (ctx) => {
      const [postgres, temporal, smtp, antivirus] = await Promise.all([
        databaseState(services),
        reachable(services.engineAddress),
        reachable(services.mailAddress),
        services.antivirusAddress === undefined ? undefined : reachable(services.antivirusAddress),
      ]);
      // Requests are taken without the engine, mail and antivirus: they wait in the database.
      ctx.status = postgres === 'up' ? 200 : 503;
      ctx.body = { status: postgres === 'up' ? 'ready' : 'not ready', postgres, temporal, smtp, antivirus };
    })
    .get('/metrics', async (ctx) => {
      ctx.type = metrics.registry.contentType;
      ctx.body = await metrics.registry.metrics();
    });
  return { router, observe: metrics.observe };
}

function createMetrics({ db, zone }: Services) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'guichet_http_duration_seconds',
    help: 'Time to answer, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  });
  // Each number asks for itself: the registry reads all at once, and what one sets for another comes a look too late.
  // Without the database these are not known, and all the others still are.
  const gauge = (name: string, help: string, read: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read().catch(() => Number.NaN));
      },
    });
  const outbox = async (of: 'oldestSeconds' | 'waiting') => (await outboxAge(db))[of];
  const emails = async (of: 'waiting' | 'undeliverable') => (await emailCounts(db))[of];
  gauge('guichet_outbox_oldest_seconds', 'Age of the oldest undelivered row', () => outbox('oldestSeconds'));
  gauge('guichet_outbox_waiting', 'Rows that the engine has not taken yet', () => outbox('waiting'));
  gauge('guichet_steps_failing', 'Steps whose last attempt failed', () => countFailingSteps(db));
  gauge('guichet_emails_waiting', 'Emails that wait for the mail server for a minute', () => emails('waiting'));
  gauge('guichet_emails_undeliverable', 'Emails refused for good and not sent again', () => emails('undeliverable'));
  gauge('guichet_letters_to_post', 'Letters that wait to be printed and posted', () => countAllLetters(db));
  gauge('guichet_acknowledgements_overdue', 'Acknowledgements that have not left within the legal time', () =>
    countOverdue(db, overdueLimits(zone)),
  );
  const journal = async (of: (state: JournalState) => number) => of(await journalState(db));
  gauge('guichet_journal_faults', 'Faults of the journals that nobody has seen', () => journal(({ unseen }) => unseen));
  gauge('guichet_journal_rows_checked', 'Rows of the journals that the last check has read', () =>
    journal(({ entries }) => entries),
  );
  gauge('guichet_journal_checked_seconds', 'Age of the last check of the journals, unknown before the first', () =>
    journal(({ checkedAt }) => (checkedAt ? (Date.now() - checkedAt.getTime()) / 1_000 : Number.NaN)),
  );
  const observe = (method: string, route: string, status: number, seconds: number) =>
    duration.observe({ method, route, status: String(status) }, seconds);
  return { registry, observe };
}

async function databaseState({ db }: Services): Promise<State> {
  const answer = db.query('select 1').then(
    () => 'up' as const,
    () => 'down' as const,
  );
  return Promise.race([answer, later(2_000)]);
}

/** Whether something listens at `host:port`. */
export function reachable(address: string): Promise<State> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  return new Promise((resolve) => {
    const socket = connect({ host: host!, port: Number(port), timeout: 1_000 });
    const settle = (state: State) => {
      socket.destroy();
      resolve(state);
    };
    socket.once('connect', () => settle('up'));
    socket.once('error', () => settle('down'));
    socket.once('timeout', () => settle('down'));
  });
}

const later = (ms: number) => new Promise<State>((resolve) => setTimeout(resolve, ms, 'down').unref());
