/** Every route there is, each group from the file that has it; `app.ts` puts before them what all calls go through. */
import { administrationPages } from './administration/pages.ts';
import { agentAccountPages } from './agent/account-pages.ts';
import { batchPages } from './agent/batch-pages.ts';
import { agentChangePages } from './agent/change-pages.ts';
import { commentPages } from './agent/comment-pages.ts';
import { deskPages } from './agent/desk.ts';
import { entryPages } from './agent/entry-pages.ts';
import { agentIdentityPages } from './agent/identity-pages.ts';
import { interventionPages } from './agent/intervention-pages.ts';
import { agentPages } from './agent/pages.ts';
import { passwordLinkPages } from './agent/password-link-pages.ts';
import { readingPages } from './agent/reading-pages.ts';
import { savedViewPages } from './agent/saved-views.ts';
import { secondFactorPages } from './agent/second-factor-pages.ts';
import { agentSignInPages } from './agent/sign-in-pages.ts';
import { taskRoutes } from './agent/tasks.ts';
import { worklistExport } from './agent/worklist-export.ts';
import { worklistLive } from './agent/worklist-live.ts';
import { sessionRoutes } from './auth/routes.ts';
import { requireScope } from './auth/scopes.ts';
import { accountPages } from './citizen/account-pages.ts';
import { accountSignInPages } from './citizen/account-sign-in.ts';
import { changePages } from './citizen/change-pages.ts';
import { commentRoutes } from './citizen/comments.ts';
import { correctionPages } from './citizen/correction-pages.ts';
import { documentRoutes } from './citizen/documents.ts';
import { draftPages } from './citizen/draft-pages.ts';
import { formPages } from './citizen/form-pages.ts';
import { livePages } from './citizen/live.ts';
import { openingPages } from './citizen/opening.ts';
import { citizenPages } from './citizen/pages.ts';
import { participationRoutes } from './citizen/participation.ts';
import { requestRoutes } from './citizen/requests.ts';
import { surveyPages } from './citizen/survey-page.ts';
import { takeawayPages } from './citizen/takeaway.ts';
import { newRouter } from './context.ts';
import { designerPages } from './designer/pages.ts';
import { operatorPages } from './operator/pages.ts';
import { calendarPages } from './public/calendar-pages.ts';
import { diagramRoutes } from './public/diagrams.ts';
import { legalPages } from './public/legal-pages.ts';
import { mailboxPages } from './public/mailbox.ts';
import { nearbyRoutes } from './public/nearby.ts';
import { openapiRoutes } from './public/openapi.ts';
import { publicPages } from './public/pages.ts';
import { participationPages } from './public/participation-pages.ts';
import { proposalPages } from './public/proposal-pages.ts';
import { proposalRoutes } from './public/proposals.ts';
import { requestTypeRoutes } from './public/request-types.ts';
import { eliminationPages } from './retention/pages.ts';
import { askingPages } from './rights/asking-pages.ts';
import { collectingPages } from './rights/collecting.ts';
import { rightsPages } from './rights/pages.ts';
import { rectificationPages } from './rights/rectification-pages.ts';
import { restrictingPages } from './rights/restricting-pages.ts';
import type { Services } from './services.ts';
import { statisticsPages } from './statistics/pages.ts';
import { statisticsRoutes } from './statistics/routes.ts';
import { appearanceRoutes } from './town/appearance.ts';
import { installableRoutes } from './town/installable.ts';

/** Every route under `/api/v1`. */
export function apiRouter(services: Services) {
  const routers = [
    sessionRoutes(services),
    requestTypeRoutes(services),
    diagramRoutes(services),
    nearbyRoutes(services),
    proposalRoutes(services),
    documentRoutes(services),
    commentRoutes(services),
    participationRoutes(services),
    requestRoutes(services),
    taskRoutes(services),
    statisticsRoutes(services),
    openapiRoutes(),
  ];
  const router = newRouter();
  router.use(requireScope);
  for (const part of routers) router.use(part.routes());
  return router;
}

/** Every page. */
export function pageRouter(services: Services) {
  const routers = [
    publicPages(services),
    legalPages(services),
    draftPages(services),
    formPages(services),
    surveyPages(services),
    openingPages(services),
    calendarPages(services),
    proposalPages(services),
    participationPages(services),
    citizenPages(services),
    changePages(services),
    correctionPages(services),
    takeawayPages(services),
    livePages(services),
    accountSignInPages(services),
    accountPages(services),
    agentSignInPages(services),
    agentIdentityPages(services),
    agentAccountPages(services),
    secondFactorPages(services),
    passwordLinkPages(services),
    agentPages(services),
    entryPages(services),
    worklistLive(services),
    worklistExport(services),
    savedViewPages(services),
    batchPages(services),
    agentChangePages(services),
    ...deskPages(services),
    interventionPages(services),
    readingPages(services),
    designerPages(services),
    operatorPages(services),
    administrationPages(services),
    eliminationPages(services),
    rightsPages(services),
    collectingPages(services),
    askingPages(services),
    rectificationPages(services),
    restrictingPages(services),
    commentPages(services),
    statisticsPages(services),
    mailboxPages(services),
    appearanceRoutes(services),
    installableRoutes(services),
  ];
  const router = newRouter();
  for (const part of routers) router.use(part.routes());
  return router;
}
