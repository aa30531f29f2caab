import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { TownKey } from '../db/secrets.ts';
import type { Zone } from '../workflows/contract.ts';
import { clocks } from '../workflows/kit/calendar.ts';
import { engineTlsOf, engineTlsVariables, requireWholeCertificate } from './engine-tls.ts';

/** The settings of one process. Folders and files are absolute paths; `key` is 32 bytes. */
export type Config = z.infer<typeof environment>;

/** Wrong settings: one line for each variable, saying what is wrong with it and what to give. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads and checks the environment. An empty variable counts as absent.
 * @throws ConfigError naming every wrong variable
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const result = environment.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`).join('\n'));
}

/** The checkout (or installed copy): the nearest folder above with a package.json, from `bin/` as from `dist/bin/`. */
export const checkout = nearestPackage(dirname(fileURLToPath(import.meta.url)));

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const holidayZones = Object.keys(clocks) as [Zone, ...Zone[]];
const identityLevels = ['eidas1', 'eidas2', 'eidas3'] as const;
const signatures = ['ES256', 'RS256'] as const;
const roles = ['agent', 'counter', 'technician', 'manager', 'designer', 'operator'] as const;

const databaseExample = 'postgresql://user:password@host:5432/guichet';

const environment = z
  .object({
    GUICHET_DATA: path().default(join(checkout, '.guichet')),
    PORT: z
      .string()
      .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535, {
        error: 'is not a port: give a number from 1 to 65535, or 0 for any free port',
      })
      .transform(Number)
      .default(3000),
    PUBLIC_URL: url(['http:', 'https:'], 'https://guichet.example').optional(),
    PROXY_HOPS: z
      .string()
      .regex(/^\d$/, { error: 'is not a number of proxies: give 0 where callers come directly, 1 behind one proxy' })
      .transform(Number)
      .optional(),
    DATABASE_URL: url(['postgres:', 'postgresql:'], databaseExample).optional(),
    DATABASE_OWNER_URL: url(['postgres:', 'postgresql:'], databaseExample).optional(),
    DATABASE_STATISTICS_URL: url(['postgres:', 'postgresql:'], databaseExample).optional(),
    TEMPORAL_ADDRESS: z
      .string()
      .regex(/^[^\s/]+:\d{1,5}$/, { error: 'is not an address: give host:port, for example 127.0.0.1:7233' })
      .optional(),
    TEMPORAL_NAMESPACE: z.string().default('guichet'),
    ...engineTlsVariables,
    TEMPORAL_CLI: path().optional(),
    TEMPORAL_UI_URL: url(['http:', 'https:'], 'https://temporal.interne.example').optional(),
    SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
    MAIL_FROM: z
      .string()
      .regex(/^[^\r\n]*[^\s<]@[^\s>]+>?$/, { error: 'is not a sender: give "Name <address@domain>"' })
      .default('ne-pas-repondre@guichet.example'),
    CLAMD_URL: z
      .string()
      .regex(/^tcp:\/\/[^\s/@]+:\d{1,5}\/?$/, { error: 'is not an antivirus: give tcp://host:3310' })
      .transform((text) => new URL(text).host)
      .optional(),
    GUICHET_KEY: key().optional(),
    GUICHET_KEY_OLD: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .pipe(z.array(key(), { error: keyRule }))
      .default([]),
    OIDC_CITIZEN_ISSUER: secureUrl().optional(),
    OIDC_CITIZEN_CLIENT_ID: z.string().optional(),
    OIDC_CITIZEN_CLIENT_SECRET: z.string().optional(),
    OIDC_CITIZEN_NAME: z.string().default('FranceConnect'),
    OIDC_CITIZEN_ABOUT_URL: url(['http:', 'https:'], 'https://franceconnect.gouv.fr').default(
      'https://franceconnect.gouv.fr/',
    ),
    OIDC_CITIZEN_LEVEL: oneOf(identityLevels).default('eidas1'),
    OIDC_CITIZEN_SIGNATURE: oneOf(signatures).default('ES256'),
    OIDC_AGENT_ISSUER: secureUrl().optional(),
    OIDC_AGENT_CLIENT_ID: z.string().optional(),
    OIDC_AGENT_CLIENT_SECRET: z.string().optional(),
    OIDC_AGENT_NAME: z.string().default('ProConnect'),
    OIDC_AGENT_ABOUT_URL: url(['http:', 'https:'], 'https://www.proconnect.gouv.fr').default(
      'https://www.proconnect.gouv.fr/',
    ),
    OIDC_AGENT_LEVEL: oneOf(identityLevels).optional(),
    OIDC_AGENT_SIGNATURE: oneOf(signatures).default('ES256'),
    SECOND_FACTOR_ROLES: roleList().default(['manager', 'designer', 'operator']),
    HOLIDAY_ZONE: z
      .enum(holidayZones, { error: `is unknown: give one of ${holidayZones.join(', ')}` })
      .default('metropole'),
    LOG_LEVEL: z.enum(logLevels, { error: `is unknown: give one of ${logLevels.join(', ')}` }).default('info'),
    // The two below are set by the supervisor for the parts that it starts, not by people.
    GUICHET_MAILBOX: path().optional(),
    GUICHET_BUNDLE: path().optional(),
  })
  .superRefine(requireWholeProviders)
  .superRefine(requireWholeCertificate)
  .transform((env) => ({
    dataDir: env.GUICHET_DATA,
    port: env.PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/+$/, ''),
    // This process speaks no HTTPS: where the public address has it, there is a proxy that does.
    proxyHops: env.PROXY_HOPS ?? (env.PUBLIC_URL?.startsWith('https:') ? 1 : 0),
    databaseUrl: env.DATABASE_URL,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL,
    databaseStatisticsUrl: env.DATABASE_STATISTICS_URL,
    temporalAddress: env.TEMPORAL_ADDRESS,
    temporalTls: engineTlsOf(env),
    temporalNamespace: env.TEMPORAL_NAMESPACE,
    temporalCli: env.TEMPORAL_CLI,
    temporalUiUrl: env.TEMPORAL_UI_URL,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    antivirusAddress: env.CLAMD_URL,
    key: env.GUICHET_KEY && withFormer(env.GUICHET_KEY, env.GUICHET_KEY_OLD),
    citizenIdentity: env.OIDC_CITIZEN_ISSUER
      ? {
          issuer: env.OIDC_CITIZEN_ISSUER,
          clientId: env.OIDC_CITIZEN_CLIENT_ID!,
          clientSecret: env.OIDC_CITIZEN_CLIENT_SECRET!,
          name: env.OIDC_CITIZEN_NAME,
          aboutUrl: env.OIDC_CITIZEN_ABOUT_URL,
          level: env.OIDC_CITIZEN_LEVEL,
          signature: env.OIDC_CITIZEN_SIGNATURE,
        }
      : undefined,
    agentIdentity: env.OIDC_AGENT_ISSUER
      ? {
          issuer: env.OIDC_AGENT_ISSUER,
          clientId: env.OIDC_AGENT_CLIENT_ID!,
          clientSecret: env.OIDC_AGENT_CLIENT_SECRET!,
          name: env.OIDC_AGENT_NAME,
          aboutUrl: env.OIDC_AGENT_ABOUT_URL,
          level: env.OIDC_AGENT_LEVEL,
          signature: env.OIDC_AGENT_SIGNATURE,
        }
      : undefined,
    secondFactorRoles: env.SECOND_FACTOR_ROLES,
    holidayZone: env.HOLIDAY_ZONE,
    logLevel: env.LOG_LEVEL,
    mailbox: env.GUICHET_MAILBOX,
    bundle: env.GUICHET_BUNDLE,
  }));

function keyRule(): string {
  return 'is not a key: give 32 random bytes in base64, for example from "openssl rand -base64 32"';
}

function key() {
  return z
    .base64({ error: keyRule })
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((bytes) => bytes.length === 32, { error: keyRule });
}

const withFormer = (current: Buffer, former: Buffer[]): TownKey => (former.length > 0 ? [current, ...former] : current);

function path() {
  return z.string().transform((given) => resolve(given));
}

function url(protocols: string[], example: string) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `is not an address of this kind: give something like ${example}`,
  });
}

/** What people are identified by never travels in the clear, unless it stays on this machine. */
function secureUrl() {
  return z.string().refine((text) => URL.canParse(text) && (text.startsWith('https:') || isLocal(new URL(text))), {
    error: 'is not an address of this kind: give something like https://identite.example/api/v2',
  });
}

const isLocal = ({ protocol, hostname }: URL) => protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname);

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `is unknown: give one of ${values.join(', ')}` });
}

/** Roles with commas between them, or « none ». */
function roleList() {
  const known = z.array(z.enum(roles));
  return z
    .string()
    .transform((text) => (text.trim() === 'none' ? [] : text.split(',').map((role) => role.trim())))
    .refine((list): list is z.infer<typeof known> => known.safeParse(list).success, {
      error: `names no roles: give some of ${roles.join(', ')} with commas between them, or none`,
    });
}

/** A provider is of no use without the name and the secret that it has given. */
function requireWholeProviders(env: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  for (const whose of ['CITIZEN', 'AGENT']) {
    const names = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET'].map((part) => `OIDC_${whose}_${part}`);
    const missing = names.filter((name) => env[name] === undefined);
    if (missing.length === names.length) continue;
    const rest = names.filter((name) => !missing.includes(name)).join(' and ');
    for (const name of missing) {
      context.addIssue({ code: 'custom', path: [name], message: `is missing: give it too, or leave out ${rest}` });
    }
  }
}

function nearestPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : nearestPackage(dirname(folder));
}
