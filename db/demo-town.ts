import { randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Words } from '../workflows/kit/fields.ts';
import { addClosures } from './closures.ts';
import { demoAgents, demoClosures, demoDistricts, demoResources } from './demo-people.ts';
import { seedDemoRouting } from './demo-routing.ts';
import { keepDistrict } from './districts.ts';
import { Agent, Membership, type Role, Service } from './entities/people.ts';
import { Resource } from './entities/places.ts';
import { newId } from './ids.ts';
import { passwordHash } from './passwords.ts';

export interface DemoAccount {
  email: string;
  password: string;
  role: Role;
  services: string[];
}

/**
 * Fills an empty town with services, accounts and places that are plainly demonstration data. A town that was filled
 * before gets the services that have come since, with the demonstration's agents in them.
 *
 * @param services the town's, by id
 * @param keep is given the accounts with their new passwords before the commit: lost passwords would lock the town
 */
export async function seedDemoTown(
  db: DataSource,
  services: Readonly<Record<string, Words>>,
  keep: (accounts: DemoAccount[]) => Promise<void>,
): Promise<void> {
  const ids = Object.keys(services);
  const empty = (await db.getRepository(Agent).count()) === 0;
  const accounts = empty ? await newAccounts(ids) : [];
  await db.transaction(async (transaction) => {
    const added = await addServices(transaction, services);
    await seedDemoRouting(transaction);
    await transaction.createQueryBuilder().insert().into(Resource).values(demoResources).orIgnore().execute();
    for (const { account, ...agent } of accounts)
      await transaction.getRepository(Agent).insert({ ...agent, email: account.email, role: account.role });
    await addMembers(transaction, ids, added);
    if (empty) await addClosures(transaction, demoClosures());
    if (empty) for (const district of demoDistricts) await keepDistrict(transaction, district);
    if (empty) await keep(accounts.map(({ account }) => account));
  });
}

function newAccounts(services: string[]) {
  return Promise.all(
    demoAgents.map(async ({ email, role, displayName, serves }) => {
      const password = randomBytes(12).toString('base64url');
      const account: DemoAccount = { email, password, role, services: serves === 'all' ? services : serves };
      return { account, id: newId(), displayName, passwordHash: await passwordHash(password), active: true };
    }),
  );
}

/** @returns the ids of the services that were not there yet */
async function addServices(on: EntityManager, services: Readonly<Record<string, Words>>): Promise<string[]> {
  const known = new Set((await on.getRepository(Service).find({ select: { id: true } })).map(({ id }) => id));
  const added = Object.entries(services).filter(([id]) => !known.has(id));
  await on.getRepository(Service).insert(added.map(([id, name]) => demoService(id, name)));
  return added.map(([id]) => id);
}

const demoService = (id: string, name: Words): Service => ({
  id,
  nameFr: name.fr,
  nameEn: name.en,
  email: `${id}@ville.example`,
  // A number that the plan of telephone numbers gives to nobody.
  phone: '01 99 00 00 01',
  address: 'Hôtel de ville\n1 place de la Démonstration\n00000 Ville-Exemple',
});

async function addMembers(on: EntityManager, all: string[], added: string[]): Promise<void> {
  const agents = await on.getRepository(Agent).find({ select: { id: true, email: true } });
  const members = demoAgents.flatMap(({ email, serves }) =>
    agents
      .filter((agent) => agent.email === email)
      .flatMap(({ id }) =>
        (serves === 'all' ? all : serves)
          .filter((service) => added.includes(service))
          .map((serviceId) => ({ agentId: id, serviceId })),
      ),
  );
  await on.getRepository(Membership).insert(members);
}
