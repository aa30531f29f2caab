export { Foundation1764000000000 } from './0001-foundation.ts';
export { Vocabulary1764100000000 } from './0002-vocabulary.ts';
export { Routing1764200000000 } from './0003-routing.ts';
export { SharedRequests1764300000000 } from './0004-shared-requests.ts';
export { Closures1764400000000 } from './0005-closures.ts';
export { Accounts1764700000000 } from './0007-accounts.ts';
export { SurveyAndTown1764800000000 } from './0008-survey-and-town.ts';
export { FollowUp1764900000000 } from './0009-follow-up.ts';
export { Drafts1765000000000 } from './0010-drafts.ts';
export { Participation1765100000000 } from './0011-participation.ts';
export { AccountDrafts1765300000000 } from './0013-account-drafts.ts';
export { Rights1765500000000 } from './0015-rights.ts';
export { Worklist1765600000000 } from './0016-worklist.ts';
export { Desk1765700000000 } from './0017-desk.ts';
export { Entry1765800000000 } from './0018-entry.ts';
export { Interventions1765900000000 } from './0019-interventions.ts';
export { Administration1766000000000 } from './0020-administration.ts';
export { Operation1766100000000 } from './0021-operation.ts';
export { LegalDates1766200000000 } from './0022-legal-dates.ts';
export { Retention1766300000000 } from './0023-retention.ts';
export { RightsOverData1766400000000 } from './0024-rights-over-data.ts';
export { JournalHeads1766500000000 } from './0025-journal-heads.ts';
export { Restoration1766600000000 } from './0026-restoration.ts';
export { SecondThoughts1766800000000 } from './0028-second-thoughts.ts';
export { Examination1766900000000 } from './0029-examination.ts';
export { Districts1767000000000 } from './0030-districts.ts';

export { RightsActs1767100000000 } from './0031-rights-acts.ts';

export { Safeguards1767400000000 } from './0034-safeguards.ts';

export { TownClock1767600000000 } from './0036-town-clock.ts';
