import { countOverdue } from '../../db/acknowledgements.ts';
import { type JournalState, journalState } from '../../db/journal-checks.ts';
import {
  type DatabaseState,
  databaseState,
  type EmailCounts,
  emailCounts,
  largestTables,
  namedRequests,
  undelivered,
} from '../../db/operation.ts';
import { outboxAge } from '../../db/outbox.ts';
import { countFailingSteps, type FailingStep, failingSteps } from '../../db/step-failures.ts';
import { fileSize, fromNow, wholeNumber } from '../../templates/format.ts';
import type { FailingRow, Health, OperatorView, StateLine } from '../../templates/pages/operator-view.ts';
import type { Language, Link } from '../../templates/views.ts';
import { overdueLimits } from '../acknowledgements.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { reachable } from '../public/health.ts';
import type { Services } from '../services.ts';
import type { EngineState, StuckRun } from './engine.ts';
import { failingRow, stuckRow, waitingRow } from './failing.ts';
import { journalPath } from './journal-page.ts';
import { journalFinding } from './journal-words.ts';
import { noticeOf } from './repairing.ts';
import { healthTexts } from './words.ts';

const shownAtMost = 50;

/** How everything is, and what fails. The engine may be away: the rest is told all the same. */
export async function showOverview(ctx: Context, services: Services): Promise<void> {
  const { lang } = ctx.state;
  const { db, engine } = services;
  const away = () => undefined;
  const [engineState, stuck, mail, database, tables, failing, count, outbox, waiting, emails, overdue, journal] =
    await Promise.all([
      engine.state().catch(away),
      engine.stuckRuns(shownAtMost).catch(away),
      reachable(services.mailAddress),
      databaseState(db),
      largestTables(db, 5),
      failingSteps(db, shownAtMost),
      countFailingSteps(db),
      outboxAge(db),
      undelivered(db, shownAtMost),
      emailCounts(db),
      countOverdue(db, overdueLimits(services.zone)),
      journalState(db),
    ]);
  const view: OperatorView = {
    notice: noticeOf(ctx),
    alarm: journal.unseen > 0 ? { url: journalPath, text: alarmText[lang] } : undefined,
    engineAway: engineState === undefined,
    lines: [
      ...engineLines(engineState, lang),
      ...databaseLines(database, lang),
      line('relay', String(database.relays), database.relays > 0 ? 'good' : 'wrong', lang),
      line('mail', `${services.mailAddress}, ${upWords[mail][lang]}`, mail === 'up' ? 'good' : 'wrong', lang),
      emailLine(emails, lang),
      line('overdue', wholeNumber(overdue, lang), overdue > 0 ? 'wrong' : 'good', lang),
      journalLine(journal, lang),
    ],
    links: links(services, lang),
    failing: await failingRows(services, failing, stuck ?? [], lang),
    failingMore: count > failing.length ? moreText(failing.length, count, lang) : undefined,
    outbox: { summary: outboxText(outbox, lang), rows: waiting.map((row) => waitingRow(row, lang)) },
    tables: tables.map(({ name, bytes, rows }) => ({
      name,
      size: fileSize(bytes, lang),
      rows: wholeNumber(rows, lang),
    })),
  };
  show(ctx, services, 'operator', view, '/exploitation');
}

/** What an activity fails by is written down already; what is left are runs whose own code does not get through. */
async function failingRows(
  { db }: Services,
  failing: readonly FailingStep[],
  stuck: readonly StuckRun[],
  lang: Language,
): Promise<FailingRow[]> {
  const known = new Set(failing.map(({ requestId }) => requestId));
  const others = stuck.filter(({ requestId }) => !known.has(requestId));
  const named = await namedRequests(
    db,
    others.map(({ requestId }) => requestId),
  );
  const ofEngine = others.flatMap((run) => {
    const request = named.find(({ id }) => id === run.requestId);
    return request ? [stuckRow(run, request, lang)] : [];
  });
  return [...ofEngine, ...failing.map((step) => failingRow(step, lang))];
}

function engineLines(state: EngineState | undefined, lang: Language): StateLine[] {
  if (!state) return [line('engine', upWords.down[lang], 'wrong', lang)];
  const { version, running, workers, waiting, waitingSeconds } = state;
  const queue = {
    fr: `${wholeNumber(waiting, lang)} en attente, depuis ${waitingSeconds} s`,
    en: `${wholeNumber(waiting, lang)} waiting, for ${waitingSeconds} s`,
  };
  return [
    line('engine', `Temporal ${version}`, 'good', lang),
    line('runs', wholeNumber(running, lang), 'good', lang),
    line('workers', String(workers), workers > 0 ? 'good' : 'wrong', lang),
    line('queue', queue[lang], waitingSeconds > 10 ? 'look' : 'good', lang),
  ];
}

function databaseLines(state: DatabaseState, lang: Language): StateLine[] {
  const { version, bytes, connections, connectionsAtMost, longestSeconds } = state;
  const seconds = Math.round(longestSeconds);
  return [
    line('postgres', `PostgreSQL ${version}, ${fileSize(bytes, lang)}`, 'good', lang),
    line(
      'connections',
      `${connections} / ${connectionsAtMost}`,
      connections > 0.8 * connectionsAtMost ? 'look' : 'good',
      lang,
    ),
    line('transaction', `${seconds} s`, seconds > 60 ? 'look' : 'good', lang),
  ];
}

function emailLine({ waiting, undeliverable, perhapsSent }: EmailCounts, lang: Language): StateLine {
  const number = (count: number) => wholeNumber(count, lang);
  const held = {
    fr: `, ${number(perhapsSent)} peut-être envoyés avant une restauration`,
    en: `, ${number(perhapsSent)} perhaps sent before a restoration`,
  };
  const text = {
    fr: `${number(waiting)} en attente, ${number(undeliverable)} refusés`,
    en: `${number(waiting)} waiting, ${number(undeliverable)} refused`,
  };
  const health = waiting + undeliverable + perhapsSent > 0 ? 'look' : 'good';
  return line('emails', text[lang] + (perhapsSent > 0 ? held[lang] : ''), health, lang);
}

function journalLine(state: JournalState, lang: Language): StateLine {
  const { health, text } = journalFinding(state, lang);
  return line('journal', text, health, lang);
}

const line = (label: keyof typeof labels, value: string, health: Health, lang: Language): StateLine => ({
  label: labels[label][lang],
  value,
  health,
  healthText: healthTexts[health][lang],
});

const labels = {
  engine: { fr: 'Moteur', en: 'Engine' },
  runs: { fr: 'Exécutions en cours', en: 'Runs under way' },
  workers: { fr: 'Exécutants (worker) actifs', en: 'Workers at work' },
  queue: { fr: 'File des exécutants', en: 'Queue of the workers' },
  postgres: { fr: 'Base de données', en: 'Database' },
  connections: { fr: 'Connexions à la base', en: 'Connections to the database' },
  transaction: { fr: 'Plus longue transaction', en: 'Longest transaction' },
  relay: { fr: 'Relais actifs', en: 'Relays at work' },
  mail: { fr: 'Serveur de courriel', en: 'Mail server' },
  emails: { fr: 'Courriels', en: 'Emails' },
  overdue: { fr: 'Accusés de réception en retard', en: 'Acknowledgements that are late' },
  journal: { fr: 'Journaux', en: 'Journals' },
} as const;

const alarmText = {
  fr: 'Un journal n’est plus tel qu’il a été écrit : voir les lignes',
  en: 'A journal is not as it was written: see the rows',
};

const upWords = {
  up: { fr: 'répond', en: 'answers' },
  down: { fr: 'ne répond pas', en: 'does not answer' },
} as const;

function links({ engineUi, mailbox }: Services, lang: Language): Link[] {
  const pages: Link[] = [
    { url: '/exploitation/courriels', text: { fr: 'Courriels non partis', en: 'Emails that have not left' }[lang] },
    { url: '/exploitation/executions', text: { fr: 'Demandes sans exécution', en: 'Requests without a run' }[lang] },
    { url: journalPath, text: { fr: 'Intégrité des journaux', en: 'Integrity of the journals' }[lang] },
    {
      url: '/exploitation/configuration',
      text: { fr: 'Contrôle de la configuration', en: 'Check of the configuration' }[lang],
    },
    { url: '/metrics', text: { fr: 'Mesures (Prometheus)', en: 'Metrics (Prometheus)' }[lang] },
  ];
  return [
    ...pages,
    ...(engineUi ? [{ url: engineUi, text: { fr: 'Temporal', en: 'Temporal' }[lang] }] : []),
    ...(mailbox ? [{ url: '/boite', text: { fr: 'Boîte aux lettres', en: 'Mailbox' }[lang] }] : []),
  ];
}

function outboxText({ waiting, oldestSeconds }: { waiting: number; oldestSeconds: number }, lang: Language): string {
  if (waiting === 0) return { fr: 'Rien n’attend.', en: 'Nothing waits.' }[lang];
  const count = wholeNumber(waiting, lang);
  const age = fromNow(new Date(Date.now() - oldestSeconds * 1_000), lang);
  return { fr: `${count} en attente ; la plus ancienne : ${age}.`, en: `${count} waiting; the oldest: ${age}.` }[lang];
}

const moreText = (shown: number, count: number, lang: Language) =>
  ({
    fr: `Les ${shown} premières sur ${wholeNumber(count, lang)}.`,
    en: `The first ${shown} of ${wholeNumber(count, lang)}.`,
  })[lang];
