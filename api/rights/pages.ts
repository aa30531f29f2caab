import { listBreaches } from '../../db/breaches.ts';
import type { Zone } from '../../workflows/contract.ts';
import { civilDate } from '../../workflows/kit/calendar.ts';
import { keepsBreaches, readsRegister } from '../auth/policy.ts';
import { requireAgent } from '../auth/tokens.ts';
import { type Context, newRouter } from '../context.ts';
import { show } from '../page.ts';
import { Problem } from '../problems.ts';
import type { Services } from '../services.ts';
import { breachesCsv } from './breaches-csv.ts';
import { registerCsv, registerLines } from './register.ts';

/** The registers that the law wants kept, for who looks after personal data. */
export function rightsPages(services: Services) {
  return newRouter()
    .get('/protection-des-donnees', async (ctx) => {
      const agent = requireReader(ctx);
      const breachesUrl = keepsBreaches(agent) ? '/administration/violations' : undefined;
      show(ctx, services, 'register', { lines: await registerLines(services, ctx.state.lang), breachesUrl });
    })
    .get('/protection-des-donnees/registre.csv', async (ctx) => {
      requireReader(ctx);
      const lines = await registerLines(services, ctx.state.lang);
      sendCsv(
        ctx,
        'registre-des-traitements',
        registerCsv(lines, controllerOf(services, ctx), ctx.state.lang),
        services.zone,
      );
    })
    .get('/protection-des-donnees/registre.json', async (ctx) => {
      requireReader(ctx);
      const { name, email, phone, address, dataProtection } = services.town;
      ctx.set('Cache-Control', 'no-store');
      ctx.attachment(`registre-des-traitements-${civilDate(Date.now(), services.zone)}.json`);
      ctx.body = {
        controller: { name, email, phone, address },
        officer: dataProtection,
        transfersOutsideTheUnion: false,
        processings: await registerLines(services, ctx.state.lang),
      };
    })
    .get('/protection-des-donnees/violations.csv', async (ctx) => {
      if (!keepsBreaches(requireAgent(ctx))) throw new Problem('FORBIDDEN');
      sendCsv(
        ctx,
        'violations',
        breachesCsv(await listBreaches(services.db), ctx.state.lang, services.zone),
        services.zone,
      );
    });
}

/** @throws Problem SIGN_IN_REQUIRED, FORBIDDEN */
function requireReader(ctx: Context) {
  const agent = requireAgent(ctx);
  if (!readsRegister(agent)) throw new Problem('FORBIDDEN');
  return agent;
}

function controllerOf({ town }: Services, ctx: Context): string[] {
  const { name, email } = town.dataProtection;
  return [`${town.name}, ${town.email}`, `${name}, ${email}`, { fr: 'aucun', en: 'none' }[ctx.state.lang]];
}

function sendCsv(ctx: Context, name: string, table: string, zone: Zone): void {
  ctx.type = 'text/csv; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  ctx.attachment(`${name}-${civilDate(Date.now(), zone)}.csv`);
  ctx.body = table;
}
