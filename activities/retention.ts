import type { DataSource } from 'typeorm';
import { archivedAtOnce, archiveRequests } from '../db/archives.ts';
import type { ContentStore } from '../db/content-store.ts';
import { allowedErasures, proposeEliminations } from '../db/elimination.ts';
import { eraseRequest } from '../db/erasing.ts';
import type { ErasureLedger } from '../db/erasure-ledger.ts';
import { dropOldAnswers } from '../db/idempotency.ts';
import { reuseErasedSpace } from '../db/reclaiming.ts';
import type { RetentionActivities } from '../workflows/kit/retain.ts';
import { monthsActive, monthsKept, retentionLaw } from '../workflows/kit/retention.ts';
import { requestTypes } from '../workflows/request-types/index.ts';

export interface RetentionServices {
  db: DataSource;
  store: ContentStore;
  ledger: ErasureLedger;
}

/** So many requests are erased by one call: it is done in a minute, and what it did stays done. */
const batch = 100;

export function retentionActivities(services: RetentionServices): RetentionActivities {
  const { db } = services;
  return {
    dropOldAnswers: () => dropOldAnswers(db),
    async archiveRequests({ today }) {
      let archived = 0;
      for (let more = true; more; ) {
        const count = await archiveRequests(db, typesUsed, today);
        archived += count;
        more = count === archivedAtOnce;
      }
      return archived;
    },
    proposeEliminations: ({ today }) =>
      db.transaction((transaction) => proposeEliminations(transaction, typesKept, today)),
    async eraseAllowed() {
      const allowed = await allowedErasures(db, batch);
      // One that can not be erased now holds up none of the others.
      let fault: unknown;
      for (const { requestId, listId } of allowed) {
        await eraseRequest(services, requestId, { listId }).catch((error) => {
          fault ??= error;
        });
      }
      if (fault) throw fault;
      return { erased: allowed.length, more: allowed.length === batch };
    },
    reuseErasedSpace: () => reuseErasedSpace(db),
  };
}

/** The latest revision of each type says for all: the times are the law's and the archives', not those of a beginning. */
const latest = requestTypes.filter(
  ({ id, revision }) => !requestTypes.some((other) => other.id === id && other.revision > revision),
);
const typesUsed = latest.map(({ id, retention }) => ({ type: id, months: monthsActive(retention) }));
const typesKept = latest.map(({ id, retention }) => ({
  type: id,
  months: monthsKept(retention),
  fate: retention.fate,
  law: retentionLaw(retention),
}));
