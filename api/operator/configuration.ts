import { isDeepStrictEqual } from 'node:util';
import { activeAmong, keyChangedAt, oldestSealed, staffOfServices } from '../../db/configuration.ts';
import { demoAgents } from '../../db/demo-people.ts';
import { journalState } from '../../db/journal-checks.ts';
import { publicKeyOf, signingKey } from '../../db/journal-heads.ts';
import { namedInRouting, routingTables } from '../../db/routing.ts';
import { faultLine } from '../../db/routing-faults.ts';
import { keysOf, opens } from '../../db/secrets.ts';
import { emailNames } from '../../templates/emails.ts';
import { examples } from '../../templates/examples.ts';
import { dayCount } from '../../templates/format.ts';
import type { Health } from '../../templates/pages/operator-view.ts';
import type { Language, TownView } from '../../templates/views.ts';
import { addMonths, civilDate } from '../../workflows/kit/calendar.ts';
import { offeredOptions } from '../../workflows/kit/districts.ts';
import type { RequestType } from '../../workflows/kit/request-type.ts';
import { services as knownServices } from '../../workflows/services.ts';
import { emailsOf } from '../designer/emails-of.ts';
import { exploredType } from '../public/diagrams.ts';
import { reachable } from '../public/health.ts';
import { offeredTypes, serviceNames } from '../public/request-types.ts';
import type { Services } from '../services.ts';
import { demonstrationTown } from '../town/demonstration.ts';
import { certificateOf } from './certificate.ts';
import { journalFinding } from './journal-words.ts';

export interface Finding {
  health: Health;
  /** What exactly, where there is something. */
  details: string[];
}

type Check = (services: Services, lang: Language) => Promise<Finding> | Finding;

/** What can be wrong in a town's settings and data without any step failing yet, in the order in which it is looked at. */
export const checks = {
  // Whoever answers within a second must not wait behind what keeps this process busy.
  https: ({ town }) => {
    const { protocol, hostname } = new URL(town.publicUrl);
    const here = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
    return { health: protocol === 'https:' ? 'good' : here ? 'look' : 'wrong', details: [town.publicUrl] };
  },

  certificate: async ({ town }, lang) => {
    const url = new URL(town.publicUrl);
    if (url.protocol !== 'https:') return good;
    const certificate = await certificateOf(url.hostname, Number(url.port || 443));
    if (!certificate) return { health: 'look', details: [notSeen[lang]] };
    const days = Math.floor((certificate.until.getTime() - Date.now()) / dayMs);
    const details = [`${url.hostname}: ${dayCount(days, lang)}${certificate.fault ? `, ${certificate.fault}` : ''}`];
    return { health: certificate.fault || days < 7 ? 'wrong' : days < 21 ? 'look' : 'good', details };
  },

  mail: async ({ mailAddress }) => {
    const state = await reachable(mailAddress);
    return { health: state === 'up' ? 'good' : 'wrong', details: [mailAddress] };
  },

  // A trial on one machine has none.
  antivirus: async ({ antivirusAddress, mailbox }) => {
    if (antivirusAddress === undefined) return { health: mailbox ? 'good' : 'look', details: [] };
    const state = await reachable(antivirusAddress);
    return { health: state === 'up' ? 'good' : 'wrong', details: [antivirusAddress] };
  },

  parts: async ({ engine }) => {
    const state = await engine.state().catch(() => undefined);
    return {
      health: state && state.workers > 0 ? 'good' : 'wrong',
      details: state ? [`Temporal ${state.version}`] : [],
    };
  },

  typesWithoutService: async ({ db }, lang) => {
    const known = new Set((await staffOfServices(db)).map(({ service }) => service));
    const missing = await Promise.all(
      offeredTypes().map(async (type) =>
        [...(await servicesOf(type))].filter((id) => !known.has(id)).map((id) => `${type.title[lang]} → ${id}`),
      ),
    );
    return wrongIfAny(missing.flat());
  },

  servicesWithoutAgents: async (services, lang) => {
    const needed = await neededServices();
    const [staff, names] = await Promise.all([staffOfServices(services.db), serviceNames(services, lang)]);
    return wrongIfAny(
      staff.filter(({ service, agents }) => needed.has(service) && agents === 0).map((one) => names.get(one.service)!),
    );
  },

  servicesWithoutManager: async (services, lang) => {
    const needed = await neededServices();
    const [staff, names] = await Promise.all([staffOfServices(services.db), serviceNames(services, lang)]);
    return lookIfAny(
      staff
        .filter(({ service, managers }) => needed.has(service) && managers === 0)
        .map((one) => names.get(one.service)!),
    );
  },

  emails: async ({ emails, town }) => {
    const used = await Promise.all(offeredTypes().map(async (type) => emailsOf(type, await exploredType(type))));
    const missing = [...new Set(used.flat())].filter((name) => !emailNames.includes(name));
    const broken = emailNames.flatMap((name) =>
      town.languages
        .filter((lang) => !renders(() => emails.render(name, examples(lang).emails[name])))
        .map((lang) => `${name} (${lang})`),
    );
    return wrongIfAny([...missing, ...broken]);
  },

  routing: async ({ db, routing }) =>
    wrongIfAny((await routing.faults(await routingTables(db), await namedInRouting(db))).map(faultLine)),

  districts: ({ types }, lang) => lookIfAny(types.offered.filter(isUnanswerable).map(({ title }) => title[lang])),

  key: async ({ db, key }, lang) => {
    const oldest = await oldestSealed(db);
    if (!oldest) return good;
    const [current, ...former] = keysOf(key);
    if (!opens(current, oldest.sealed)) {
      const rotates = former.some((old) => opens(old, oldest.sealed));
      return rotates ? { health: 'look', details: [toRotate[lang]] } : { health: 'wrong', details: [wrongKey[lang]] };
    }
    const since = (await keyChangedAt(db, publicKeyOf(signingKey(current)))) ?? oldest.at;
    const days = Math.floor((Date.now() - since.getTime()) / dayMs);
    return { health: days > keyDays ? 'look' : 'good', details: [`${inUse[lang]} ${dayCount(days, lang)}`] };
  },

  journal: async ({ db }, lang) => {
    const { health, text } = journalFinding(await journalState(db), lang);
    return { health, details: [text] };
  },

  town: ({ town, zone }, lang) => {
    const missing = missingOf(town, civilDate(Date.now(), zone));
    if (town.demonstration) return lookIfAny([demonstrationText[lang], ...missing]);
    // Of a town that exists the law wants them: a publisher, a host or an officer that is made up is none.
    const untouched: string[] = published.filter((name) => isDeepStrictEqual(town[name], demonstrationTown[name]));
    if (town.dataProtection.email === demonstrationTown.dataProtection.email) untouched.push('dataProtection');
    return untouched.length > 0 ? wrongIfAny(untouched) : lookIfAny(missing);
  },

  demonstrationAccounts: async ({ db, mailbox }) => {
    const active = await activeAmong(
      db,
      demoAgents.map(({ email }) => email),
    );
    // With the embedded mailbox it is a trial on one machine, which they are made for.
    return mailbox ? { health: 'good', details: active } : wrongIfAny(active);
  },
} satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;

const dayMs = 86_400_000;
/** Two years, after which the ANSSI's guide would have a key looked at. */
const keyDays = 730;
const good: Finding = { health: 'good', details: [] };

const wrongIfAny = (details: string[]): Finding => ({ health: details.length > 0 ? 'wrong' : 'good', details });
const lookIfAny = (details: string[]): Finding => ({ health: details.length > 0 ? 'look' : 'good', details });

function renders(render: () => { subject: string }): boolean {
  try {
    return render().subject.trim() !== '';
  } catch {
    return false;
  }
}

/** Whether the form asks for a district and has none to offer: nobody can send it. */
const isUnanswerable = ({ form: { district } }: RequestType) =>
  district?.kind === 'choice' && offeredOptions(district).length === 0;

/** Every service that a type's process may need: its own, and those that are asked. */
async function servicesOf(type: RequestType): Promise<Set<string>> {
  const { graph } = await exploredType(type);
  const asked = graph.nodes.flatMap(({ who }) => (who !== undefined && who in knownServices ? [who] : []));
  return new Set([type.service, ...asked]);
}

async function neededServices(): Promise<Set<string>> {
  const all = await Promise.all(offeredTypes().map(servicesOf));
  return new Set(all.flatMap((services) => [...services]));
}

const wrongKey = {
  fr: 'La clé donnée n’ouvre pas ce qui a été scellé : codes de suivi, documents et données du moteur sont illisibles.',
  en: 'The key that was given does not open what was sealed: tracking codes, documents and the engine’s data can not be read.',
};
const toRotate = {
  fr: 'Une ancienne clé ouvre encore des données : lancer « npm run keys:rotate ».',
  en: 'A former key still opens what is kept: run “npm run keys:rotate”.',
};
const inUse = { fr: 'En service depuis', en: 'In use for' };
const notSeen = { fr: 'Le certificat n’a pas pu être lu d’ici.', en: 'The certificate could not be read from here.' };
const demonstrationText = {
  fr: 'Ce sont les réglages de la ville de démonstration',
  en: 'These are the demonstration town’s settings',
};

const published = ['name', 'address', 'email', 'phone', 'director', 'host'] as const;

/** What the law's pages can do without only for a time, by the settings' names. */
function missingOf({ siret, dataProtection, accessibility, audit, certification }: TownView, today: string): string[] {
  return [
    ...(siret ? [] : ['siret']),
    ...(dataProtection.address || dataProtection.phone ? [] : ['dataProtection.address']),
    ...(accessibility.planUrl ? [] : ['accessibility.planUrl']),
    ...(audit && addMonths(audit.on, 36) >= today ? [] : ['audit']),
    ...(certification && certification.until >= today ? [] : ['certification']),
  ];
}
