/** Who succeeds at the pages of administration and operation: what is the town's is the operator's, what is a service's its manager's too. */
import type { Line } from './rights-table.ts';

const nobody: Line = { who: 'nobody' };
const administers: Line = { who: ['operator'] };
const reason = 'Moteur réparé';
const plans: Line = { who: ['manager', 'operator'] };

/** A list, its form, and a form that is sent empty: its faults are shown to who may fill it in. */
const subject = (path: string, line: Line): Record<string, Line> => ({
  [`GET /administration/${path}`]: line,
  [`GET /administration/${path}/nouveau`]: line,
  [`POST /administration/${path}/nouveau`]: { ...line, faulty: true },
  ...rows(path),
});

const rows = (path: string): Record<string, Line> => ({
  [`GET /administration/${path}/:id`]: nobody,
  [`POST /administration/${path}/:id`]: nobody,
});

export const administrationRoutes: Record<string, Line> = {
  'GET /administration': plans,
  'GET /administration/reprise': plans,
  'POST /administration/reprise': { ...plans, faulty: true },
  'GET /administration/commune': administers,
  'POST /administration/commune': { ...administers, upload: true, faulty: true },
  'GET /administration/journal': administers,
  'GET /administration/aiguillage': administers,
  'GET /administration/aiguillage.dmn': administers,
  'GET /administration/aiguillage/:type.dmn': nobody,
  'POST /administration/aiguillage': { ...administers, upload: true, faulty: true },
  'GET /administration/echange': administers,
  'GET /administration/echange/commune.json': administers,
  'POST /administration/echange': { ...administers, upload: true, faulty: true },
  'GET /administration/services': administers,
  ...rows('services'),
  ...subject('agents', administers),
  'GET /administration/agents/:id': administers,
  'POST /administration/agents/:id': { ...administers, faulty: true },
  ...subject('salles', administers),
  ...subject('quartiers', administers),
  ...subject('absences', plans),
  ...subject('fermetures', plans),
  'GET /administration/eliminations': plans,
  'GET /administration/eliminations/:id': nobody,
  'GET /administration/eliminations/:id/bordereau.csv': nobody,
  'POST /administration/eliminations/:id/cloture': nobody,
  'POST /administration/eliminations/:id/visa': nobody,
  // The managers of the data-protection service too, who are in rights-over-data.test.ts.
  ...subject('violations', administers),
  'GET /protection-des-donnees': plans,
  'GET /protection-des-donnees/registre.csv': plans,
  'GET /protection-des-donnees/registre.json': plans,
  'GET /protection-des-donnees/violations.csv': administers,
  'POST /administration/absences/:id/retrait': nobody,
  'POST /administration/fermetures/:id/retrait': nobody,
  'POST /administration/salles/:id/retrait': nobody,
  'POST /administration/quartiers/:id/retrait': nobody,

  'GET /exploitation': administers,
  'POST /exploitation/file': administers,
  'GET /exploitation/configuration': administers,
  'GET /exploitation/journal': administers,
  'POST /exploitation/journal': { ...administers, body: { reason, number: '1' }, faulty: true },
  'GET /exploitation/courriels': administers,
  'POST /exploitation/courriels/:id/renvoi': administers,
  'GET /exploitation/executions': { ...administers, faulty: true },
  'POST /exploitation/executions': { ...administers, body: { reason }, faulty: true },
  'GET /exploitation/demandes/:reference': { ...administers, anywhere: true, showsNothing: true },
  'POST /exploitation/demandes/:reference/relance': { ...administers, anywhere: true, body: { reason } },
  'POST /exploitation/demandes/:reference/reprise': { ...administers, anywhere: true, body: { reason } },
  'POST /exploitation/demandes/:reference/reponse': { ...administers, anywhere: true, body: { reason }, faulty: true },
};
