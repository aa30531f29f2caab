import { openWithoutRun } from '../../db/operation.ts';
import { beginAgain } from '../../db/repairs.ts';
import { fromNow, wholeNumber } from '../../templates/format.ts';
import type { Language } from '../../templates/views.ts';
import { seeOther } from '../agent/request-page.ts';
import type { Context } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { refused, repairOf } from './repairing.ts';
import { type Typed, typedField, typeTitle } from './words.ts';

/** How many are shown, and begun again, at once. */
const atMost = 200;

/** Compares the open requests with what the engine runs, when somebody asks. @throws Problem UNAVAILABLE */
export async function showRuns(ctx: Context, services: Services, typed?: Typed): Promise<void> {
  const { lang } = ctx.state;
  const { running, lost } = await compare(services);
  show(
    ctx,
    services,
    'operator-runs',
    {
      summary: summary(running, lost.length, lang),
      lost: lost.map(({ reference, type, receivedAt }) => ({
        reference,
        url: `/exploitation/demandes/${reference}`,
        title: typeTitle(type, lang),
        since: fromNow(receivedAt, lang),
      })),
      again:
        lost.length > 0
          ? { action: '/exploitation/executions', reason: typedField('reason', typed, 'all', 'reason') }
          : undefined,
      errors: typed?.errors.reason ? [{ href: '#reason', text: typed.errors.reason }] : [],
    },
    '/exploitation/executions',
  );
}

/** Begins again those that have no run now, whatever the page showed. */
export async function postBeginAll(ctx: Context, services: Services): Promise<void> {
  try {
    // The reason is looked at before the engine is asked.
    repairOf(ctx, '');
    const { lost } = await compare(services);
    for (const { id } of lost) await beginAgain(services.db, repairOf(ctx, id));
  } catch (error) {
    await showRuns(ctx, services, refused(ctx, 'all', error));
    ctx.status = 422;
    return;
  }
  seeOther(ctx, '/exploitation?fait=reprise');
}

async function compare({ db, engine }: Services) {
  const running = await engine.runningRequests().catch(() => {
    throw new Problem('UNAVAILABLE');
  });
  return { running: running.size, lost: await openWithoutRun(db, [...running], atMost) };
}

function summary(running: number, lost: number, lang: Language): string {
  const more = lost === atMost ? { fr: ' au moins', en: ' at least' }[lang] : '';
  return {
    fr: `${wholeNumber(running, lang)} exécutions en cours ; ${wholeNumber(lost, lang)}${more} demandes sans exécution.`,
    en: `${wholeNumber(running, lang)} runs under way; ${wholeNumber(lost, lang)}${more} requests without a run.`,
  }[lang];
}
