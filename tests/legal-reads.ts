/** What the law's time has done to a request, as its citizen, its agents and the tables tell it. */
import { legalDatesOf } from '../db/legal-dates.ts';
import { firstRow, rows } from '../db/sql.ts';
import type { LegalDateKind } from '../workflows/kit/silence.ts';
import { agentGet } from './api/agent-browser.ts';
import { until } from './api-client.ts';
import { shared, type Town } from './town.ts';

interface Filed {
  id: string;
  reference: string;
  trackingCode: string;
}

export type LegalReads = ReturnType<typeof legalReads>;

/** @param town asked at each call: a test's town opens later than its file */
export function legalReads(town: () => Town) {
  async function managersToken(): Promise<string> {
    const account = shared.accounts.find(({ role }) => role === 'manager')!;
    return town().api.signIn(account.email, account.password);
  }

  async function cookieOf({ reference, trackingCode }: Filed): Promise<string> {
    const body = new URLSearchParams({ reference, code: trackingCode });
    const response = await fetch(`${town().url}/suivi`, { method: 'POST', body, redirect: 'manual' });
    return response.headers.getSetCookie()[0]!.split(';')[0]!;
  }

  const decided = ({ id }: { id: string }) =>
    rows<{ at: Date; data: { mode: string; on: string } }>(
      town().db,
      `select at, data from journal where request_id = :id and kind = 'decided by silence'`,
      { id },
    );

  return {
    managersToken,
    cookieOf,
    decided,

    /** The request as its agents see it. */
    agentsPage: async ({ reference }: Filed) =>
      (await agentGet(town(), await managersToken(), `/agent/demandes/${reference}`)).text(),

    /** The request as its citizen sees it, with plain blanks. */
    async citizensPage(request: Filed): Promise<string> {
      const headers = { cookie: await cookieOf(request) };
      const page = await (await fetch(`${town().url}/suivi/${request.reference}`, { headers })).text();
      return page.replaceAll('\u00a0', ' ');
    },

    async dateOf({ id }: Filed, kind: LegalDateKind): Promise<string | null | undefined> {
      return (await legalDatesOf(town().db, id)).find((date) => date.kind === kind)?.on;
    },

    /** All that were told of a kind, oldest first. */
    rowsOf({ id }: { id: string }, kind: LegalDateKind) {
      const statement = `select to_char(on_day, 'YYYY-MM-DD') as "on" from legal_date
                         where request_id = :id and kind = :kind order by legal_date.id`;
      return rows<{ on: string | null }>(town().db, statement, { id, kind });
    },

    async addressOf({ id }: Filed): Promise<string> {
      const statement = 'select c.email from request r join citizen c on c.id = r.citizen_id where r.id = :id';
      return (await firstRow<{ email: string }>(town().db, statement, { id }))!.email;
    },

    /** The line of the journal by which silence has decided. */
    decision: (request: { id: string }) =>
      until(async () => (await decided(request))[0], 'the decision by silence', 30_000),
  };
}
