import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { DataSource } from 'typeorm';
import { Agent, Membership, type Role, Service } from './entities/people.ts';
import { newId } from './ids.ts';

export interface DemoAccount {
  email: string;
  password: string;
  role: Role;
  services: string[];
}

/** argon2id at OWASP's setting for servers: 19 MiB, two passes, about 140 ms. */
export const passwordHash = (password: string) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

/**
 * Fills an empty town with services and accounts that are plainly demonstration data.
 * @param keep is given the accounts with their new passwords before the commit: lost passwords would lock the town
 */
export async function seedDemoTown(db: DataSource, keep: (accounts: DemoAccount[]) => Promise<void>): Promise<void> {
  if ((await db.getRepository(Agent).count()) > 0) return;
  const accounts = demoAgents.map((agent) => ({ ...agent, password: randomBytes(12).toString('base64url') }));
  const hashes = await Promise.all(accounts.map((account) => passwordHash(account.password)));
  await db.transaction(async (transaction) => {
    await transaction.getRepository(Service).save(demoServices);
    for (const [index, { email, role, services, displayName }] of accounts.entries()) {
      const id = newId();
      await transaction
        .getRepository(Agent)
        .insert({ id, email, displayName, role, passwordHash: hashes[index]!, active: true });
      await transaction.getRepository(Membership).insert(services.map((serviceId) => ({ agentId: id, serviceId })));
    }
    await keep(accounts.map(({ displayName: _, ...account }) => account));
  });
}

const demoServices = [
  {
    id: 'civil-status',
    nameFr: 'État civil',
    nameEn: 'Civil status',
    email: 'etat-civil@ville.example',
    phone: '01 99 00 00 01',
    address: 'Hôtel de ville\n1 place de la Démonstration\n00000 Ville-Exemple',
  },
];

const demoAgents: { email: string; role: Role; services: string[]; displayName: string }[] = [
  { email: 'agent@ville.example', role: 'agent', services: ['civil-status'], displayName: 'Agent de démonstration' },
  {
    email: 'agent2@ville.example',
    role: 'agent',
    services: ['civil-status'],
    displayName: 'Second agent de démonstration',
  },
  {
    email: 'accueil@ville.example',
    role: 'counter',
    services: ['civil-status'],
    displayName: 'Accueil de démonstration',
  },
  { email: 'technicien@ville.example', role: 'technician', services: [], displayName: 'Technicien de démonstration' },
  {
    email: 'responsable@ville.example',
    role: 'manager',
    services: ['civil-status'],
    displayName: 'Responsable de démonstration',
  },
  { email: 'concepteur@ville.example', role: 'designer', services: [], displayName: 'Concepteur de démonstration' },
  { email: 'exploitant@ville.example', role: 'operator', services: [], displayName: 'Exploitant de démonstration' },
];
