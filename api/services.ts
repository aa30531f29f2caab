import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { CrowdReport } from '../bin/simulation/crowd-report.ts';
import type { SimulationReport } from '../bin/simulation/report.ts';
import type { ContentStore } from '../db/content-store.ts';
import type { Role } from '../db/entities/people.ts';
import type { ErasureLedger } from '../db/erasure-ledger.ts';
import type { NamedInRouting, RoutingTable } from '../db/routing.ts';
import type { RoutingFault } from '../db/routing-faults.ts';
import type { TownKey } from '../db/secrets.ts';
import type { Emails } from '../templates/emails.ts';
import type { Pages } from '../templates/pages.ts';
import type { TownView } from '../templates/views.ts';
import type { Zone } from '../workflows/contract.ts';
import type { IdentifiedAgent } from './auth/identified-agent.ts';
import type { IdentifiedPerson } from './auth/identified-person.ts';
import type { Identity } from './auth/identity.ts';
import type { Limits } from './limits.ts';
import type { OperatorEngine } from './operator/engine.ts';
import type { TownTypes } from './town/types.ts';

/** Everything that the API works with; `createApp` gets it whole, and tests pass their own. */
export interface Services {
  db: DataSource;
  store: ContentStore;
  ledger: ErasureLedger;
  /** The town's key, 32 bytes: seals tracking codes, file keys, kept answers and cookies. */
  key: TownKey;
  /** Changes with the town’s settings: to be asked for at each answer. */
  readonly town: TownView;
  /** Changes with the town’s districts: to be asked for at each answer. */
  readonly types: TownTypes;
  zone: Zone;
  /** Civil dates on which a service will be closed, for requests that begin now; may be a minute old. */
  closures(service: string): Promise<readonly string[]>;
  pages: Pages;
  /** For previews; the API sends none. */
  emails: Emails;
  simulations: Simulations;
  routing: Routing;
  limits: Limits;
  /** Whose sessions need a second factor. */
  secondFactorRoles: readonly Role[];
  /** Folder of the built style sheet and fonts. */
  assets: string;
  log: Logger;
  /** For the operator's pages: nothing else here speaks to the engine. */
  engine: OperatorEngine;
  /** Where the engine shows its runs to people; a run's id goes behind it. */
  engineUi?: string | undefined;
  /** `host:port` of the engine, for `/readyz` alone. */
  engineAddress: string;
  /** `host:port` of the mail server, for `/readyz` alone. */
  mailAddress: string;
  /** Whom the town's emails come from, as `Name <address>` or an address alone. */
  mailFrom: string;
  /** `host:port` of the antivirus; without one files are given out with the word that nobody has looked at them. */
  antivirusAddress?: string | undefined;
  /** Whom citizens sign in with; without one there are no accounts. */
  identity?: Identity<IdentifiedPerson> | undefined;
  /** Whom agents sign in with, beside their passwords. */
  agentIdentity?: Identity<IdentifiedAgent> | undefined;
  /** Folder of the embedded mailbox; absent where real mail leaves. */
  mailbox?: string | undefined;
}

/** Whether what is stored is looked at for viruses: by the worker, once it is committed. */
export const examines = ({ antivirusAddress }: Services) => antivirusAddress !== undefined;

/** What evaluates conditions also says what is wrong with them. */
export interface Routing {
  faults(tables: readonly RoutingTable[], named: NamedInRouting): Promise<readonly RoutingFault[]>;
  /** The tables of every type, or of one, as a DMN file. */
  file(type?: string): Promise<string>;
}

/** Runs a simulation with the arguments of its command; `busy` while another runs, an error with a line to read. */
export interface Simulations {
  one(args: readonly string[]): Promise<SimulationReport | 'busy' | Error>;
  crowd(args: readonly string[]): Promise<CrowdReport | 'busy' | Error>;
}
