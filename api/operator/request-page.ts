import { type OperatedRequest, operatedRequest, undelivered } from '../../db/operation.ts';
import { beginAgain, correctFact, hurryRequest, repairsOf } from '../../db/repairs.ts';
import { type FailingStep, failingSteps } from '../../db/step-failures.ts';
import { dateAndTime } from '../../templates/format.ts';
import type { OperatorRequestView } from '../../templates/pages/operator-view.ts';
import { repairs as repairTexts } from '../../templates/texts/repairs.ts';
import type { Language } from '../../templates/views.ts';
import { emailWorkflowIdOf, examinationWorkflowIdOf, workflowIdOf, type Zone } from '../../workflows/contract.ts';
import { formOf, seeOther } from '../agent/request-page.ts';
import type { Context } from '../context.ts';
import { faultText } from '../forms.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { answerForms, isPossible } from './answers.ts';
import type { RunState } from './engine.ts';
import { failingSections } from './failing.ts';
import { noticeOf, refused, repairOf } from './repairing.ts';
import { knownType, stepTitle, type Typed, typedField, typeTitle } from './words.ts';

/** What can be done to a request that does not go on; also the last part of the form's address. */
export const repairs = ['relance', 'reprise', 'reponse'] as const;
type RepairName = (typeof repairs)[number];

/** Where a request's process stands and what fails in it: ids, names and choices. */
export async function showOperatedRequest(ctx: Context, services: Services): Promise<void> {
  const request = await found(ctx, services);
  show(ctx, services, 'operator-request', await view(ctx, services, request), base(request));
}

export async function postRepair(ctx: Context, services: Services, repair: RepairName): Promise<void> {
  const request = await found(ctx, services);
  if (!request.open) throw new Problem('NOTHING_TO_REPAIR');
  try {
    await acts[repair](ctx, services, request);
  } catch (error) {
    const form = repair === 'reponse' ? `reponse-${formOf(ctx).name}` : repair;
    const typed = refused(ctx, form, error);
    show(ctx, services, 'operator-request', await view(ctx, services, request, typed), base(request));
    ctx.status = 422;
    return;
  }
  seeOther(ctx, `${base(request)}?fait=${repair}`);
}

const base = ({ reference }: OperatedRequest) => `/exploitation/demandes/${reference}`;

async function found(ctx: Context, { db }: Services): Promise<OperatedRequest> {
  const request = await operatedRequest(db, ctx.params.reference!);
  if (!request) throw new Problem('NOT_FOUND');
  return request;
}

/** The run of its own that a failing activity belongs to, if it is not the request's. */
function runBeside({ input }: FailingStep): string[] {
  if ('emailId' in input) return [emailWorkflowIdOf(input.emailId)];
  return 'documentId' in input ? [examinationWorkflowIdOf(input.documentId)] : [];
}

const acts: Record<RepairName, (ctx: Context, services: Services, request: OperatedRequest) => Promise<void>> = {
  async relance(ctx, { db, engine }, { id }) {
    const repair = repairOf(ctx, id);
    // First, for nothing is retried while the engine is away, and nothing must say so.
    const failing = await failingSteps(db, 50, id);
    await engine.retry(id, failing.flatMap(runBeside)).catch(() => {
      throw new Problem('UNAVAILABLE');
    });
    await hurryRequest(db, repair);
  },

  async reprise(ctx, { db }, { id }) {
    await beginAgain(db, repairOf(ctx, id));
  },

  async reponse(ctx, services, request) {
    const { name = '', value = '' } = formOf(ctx);
    const repair = repairOf(ctx, request.id);
    if (!isPossible(services, request, name, value)) {
      throw new Problem('INVALID', { errors: [{ field: 'value', message: faultText('choose', ctx.state.lang) }] });
    }
    await correctFact(services.db, { ...repair, name, from: request.facts[name] ?? null, to: value });
  },
};

async function view(
  ctx: Context,
  services: Services,
  request: OperatedRequest,
  typed?: Typed,
): Promise<OperatorRequestView> {
  const { lang } = ctx.state;
  const [outbox, failing, done, run] = await Promise.all([
    undelivered(services.db, 50, request.id),
    failingSteps(services.db, 50, request.id),
    repairsOf(services.db, request.id),
    services.engine.run(request.id).catch(() => 'away' as const),
  ]);
  const form = (name: RepairName) => ({
    action: `${base(request)}/${name}`,
    reason: typedField(`${name}-reason`, typed, name, 'reason'),
  });
  return {
    notice: typed ? undefined : noticeOf(ctx),
    reference: request.reference,
    title: typeTitle(request.type, lang),
    facts: facts(request, run, lang, services.zone),
    engineUrl: engineUrl(services, request),
    engineAway: run === 'away',
    failing: failingSections(outbox, failing, run === 'away' ? undefined : run, lang),
    actions: request.open
      ? {
          retry: form('relance'),
          again: form('reprise'),
          answers: answerForms(services, request, base(request), typed, lang),
        }
      : undefined,
    repairs: done.map(({ at, kind, reason, agent }) => ({
      text: `${repairTexts[kind][lang]} (${agent})`,
      reason,
      atText: dateAndTime(at, lang, services.zone),
    })),
    errors: errorsOf(typed),
  };
}

function errorsOf(typed: Typed | undefined) {
  if (!typed) return [];
  const { reason, address } = typed.errors;
  const value = address && { href: `#${typed.form}-reason-value`, text: address };
  return [...(value ? [value] : []), ...(reason ? [{ href: `#${typed.form}-reason`, text: reason }] : [])];
}

function facts(request: OperatedRequest, run: RunState | 'away' | undefined, lang: Language, zone: Zone) {
  const type = knownType(request.type, request.revision);
  const words = labels[lang];
  const engine =
    run === 'away' ? words.away : run ? `${run.status}, ${run.events} ${words.events} (${run.runId})` : words.noRun;
  return [
    { label: words.type, value: `${request.type}, ${words.revision} ${request.revision}` },
    { label: words.service, value: request.service },
    { label: words.received, value: dateAndTime(request.receivedAt, lang, zone) },
    { label: words.state, value: request.open ? words.open : words.ended },
    { label: words.step, value: stepTitle(type, request.step, lang) },
    { label: words.waitingFor, value: words[request.waitingFor as 'citizen' | 'agent' | 'nobody'] },
    { label: words.engine, value: engine },
  ];
}

const labels = {
  fr: {
    type: 'Démarche',
    revision: 'révision',
    service: 'Service',
    received: 'Reçue',
    state: 'État',
    open: 'en cours',
    ended: 'terminée',
    step: 'Étape',
    waitingFor: 'Attend',
    citizen: 'le demandeur',
    agent: 'un agent',
    nobody: 'personne',
    engine: 'Exécution',
    events: 'événements',
    noRun: 'aucune : le moteur ne la connaît pas',
    away: 'inconnue : le moteur ne répond pas',
  },
  en: {
    type: 'Request type',
    revision: 'revision',
    service: 'Service',
    received: 'Received',
    state: 'State',
    open: 'open',
    ended: 'ended',
    step: 'Step',
    waitingFor: 'Waits for',
    citizen: 'the citizen',
    agent: 'an agent',
    nobody: 'nobody',
    engine: 'Run',
    events: 'events',
    noRun: 'none: the engine does not know it',
    away: 'not known: the engine does not answer',
  },
} as const;

function engineUrl({ engineUi }: Services, { id }: OperatedRequest): string | undefined {
  return engineUi && `${engineUi}/${encodeURIComponent(workflowIdOf(id))}`;
}
